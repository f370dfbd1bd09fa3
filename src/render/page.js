// "Try it yourself": evaluates the formulas that kanal wrote into the page, for the inputs that the
// reader chooses. It knows no channel and no language: names, sentences and signs come with the data.
// What it knows of kanal is the flag --scenarios, and the outline of a scenario file.
"use strict";
(() => {
  const data = JSON.parse(document.getElementById("data").textContent);
  const root = document.getElementById("try");
  const all = (selector) => [...root.querySelectorAll(selector)];
  const one = (selector) => root.querySelector(selector);

  // The inputs by their index, and the part of the enquiries: 0 for all of them.
  const first = data.values.map(([, input]) => input);
  let inputs = [...first];
  let part = 0;
  // The pairs of channels whose sliders the reader has added, by the index of their input.
  const shown = new Set();

  // A formula is the index of a value, or an operation with its operands.
  const operations = {
    constant: (values, number) => number,
    part: (values, numbers) => numbers[part],
    sum: (values, items) => items.reduce((sum, item) => sum + values[item], 0),
    times: (values, a, b) => run(a, values) * run(b, values),
    minus: (values, a, b) => run(a, values) - run(b, values),
    over: (values, a, b) => run(b, values) === 0 ? NaN : run(a, values) / run(b, values),
    smaller: (values, a, b) => Math.min(run(a, values), run(b, values)),
  };
  const run = (formula, values) => typeof formula === "number"
    ? values[formula]
    : operations[formula[0]](values, ...formula.slice(1));

  // Every formula names only values in front of it.
  const calculate = () => {
    const values = [];
    data.values.forEach(([, , formula], index) => {
      values[index] = formula === undefined ? inputs[index] : run(formula, values);
    });
    return values;
  };

  // Rounded half away from zero, as kanal does; the small addition makes up for binary fractions.
  const digits = (number, decimals) => {
    const scaled = Math.round(Math.abs(number) * 10 ** decimals + 1e-7);
    const [whole, rest] = (scaled / 10 ** decimals).toFixed(decimals).split(".");
    const grouped = whole.replace(/\B(?=(\d{3})+$)/g, data.grouping);
    const sign = number < 0 && scaled > 0 ? "\u2212" : "";
    return sign + grouped + (rest ? data.point + rest : "");
  };
  const plain = (number) => number.toFixed(10).replace(/\.?0+$/, "");
  const formats = {
    money: (number) => digits(number, 0),
    amount: (number) => digits(number, 0) + "\u00a0" + data.currency,
    share: (number) => digits(number * 100, 1) + data.percent,
    number: (number) => digits(number, 0),
  };
  const format = (kind, number) => Number.isFinite(number) ? formats[kind](number) : "–";
  // Numbers stand in braces: {12} is value 12, {-12} the same with the other sign.
  const fill = (template, write) => template.replace(/\{(-?)(\d+)\}/g, (_, sign, index) =>
    write(Number(index), sign ? -1 : 1));

  // Bars of a table grow from 0 to the largest of them.
  const drawBars = (values) => {
    const bars = all("[data-bar]");
    const most = Math.max(0, ...bars.map((bar) => values[bar.dataset.bar]).filter(Number.isFinite));
    for (const bar of bars) {
      const size = values[bar.dataset.bar];
      bar.setAttribute("width", most > 0 && size > 0 ? (size / most * 1000).toFixed(1) : 0);
    }
  };

  // The steps from the cost before to the cost after. The axis leaves out what all bars share.
  const drawSteps = (values) => {
    const [before, after] = data.costs.map((index) => values[index]);
    let level = before;
    const ends = [];
    for (const row of all("[data-step]")) {
      const saved = values[row.dataset.step];
      row.hidden = !(Math.abs(saved) >= 0.5);
      if (!row.hidden) {
        ends.push([row, level, level - saved]);
        level -= saved;
      }
    }
    const levels = [before, after, ...ends.flatMap(([, from, to]) => [from, to])];
    const [least, most] = [Math.min(...levels), Math.max(...levels)];
    const start = ends.length > 0 ? Math.max(0, least - (most - least) / 2) : 0;
    const at = (amount) => most > start ? (amount - start) / (most - start) * 1000 : 0;
    const draw = (row, from, to) => {
      const bar = row.querySelector("rect");
      bar.setAttribute("x", Math.min(at(from), at(to)).toFixed(1));
      bar.setAttribute("width", Math.abs(at(to) - at(from)).toFixed(1));
      bar.setAttribute("class", to > from ? "rise" : "fall");
    };
    ends.forEach(([row, from, to]) => draw(row, from, to));
    all("[data-level]").forEach((row, end) => {
      const bar = row.querySelector("rect");
      bar.setAttribute("width", at([before, after][end]).toFixed(1));
    });
    one("#cut").hidden = start === 0;
  };

  // The address, the command and the scenario name what differs from the neutral value.
  const percents = new Set(["move", "pair", "rate", "realisation"]);
  const written = (control) =>
    plain(percents.has(control.kind) ? inputs[control.input] * 100 : inputs[control.input]);
  const byInput = new Map(data.controls.map((control) => [control.input, control]));
  const isChanged = (control) => inputs[control.input] !== control.neutral;
  const around = ([start, end], control) => start + written(control) + end;
  const repeats = (control) => control.repeats && inputs[control.repeats[0]] !== 0;

  const address = () => {
    const state = data.controls
      .filter((control) => inputs[control.input] !== first[control.input])
      .map((control) => [control.key, written(control)]);
    if (part > 0) state.unshift(["enhed", data.parts[part - 1]]);
    return state.map((pair) => pair.map((word) => encodeURIComponent(word)
      .replaceAll("%3A", ":").replaceAll("%40", "@")).join("=")).join("&");
  };

  // A browser ignores an address that changes too often, such as while a slider is drawn.
  let waiting;
  const writeAddress = () => {
    const state = address();
    if (state !== location.hash.slice(1)) {
      history.replaceState(null, "", state ? "#" + state : location.pathname + location.search);
    }
  };

  const changed = (...kinds) =>
    data.controls.filter((control) => kinds.includes(control.kind) && isChanged(control));

  const scenario = () => {
    // The weeks and the part of the enquiries are flags, and no part of a scenario.
    const lines = ["# " + command(), "[[scenario]]", `name = ${JSON.stringify(data.words.name)}`];
    const moves = changed("move", "pair").map((control) => {
      const more = repeats(control) ? around(control.repeats[1], byInput.get(control.repeats[0])) : "";
      return `  { ${around(control.toml, control)}${more} },`;
    });
    if (moves.length > 0) lines.push("moves = [", ...moves, "]");
    const prices = changed("price").map((control) => around(control.toml, control));
    if (prices.length > 0) lines.push(`prices = { ${prices.join(", ")} }`);
    lines.push(...changed("realisation").map((control) => around(control.toml, control)));
    return lines.join("\n") + "\n";
  };

  const command = () => {
    const words = [data.command];
    if (part > 0 && !data.partFlags[part - 1]) return data.words.noCommand;
    if (part > 0) words.push(data.partFlags[part - 1]);
    const changes = changed("move", "pair", "price");
    // Moves of a part of the enquiries, and repeat contacts, have no flag of their own.
    const needsFile = changes.some((control) => !control.flag || repeats(control));
    if (needsFile) words.push(`--scenarios ${data.words.file}`);
    const flags = needsFile || changes.length === 0 ? [] : [...changes, ...changed("realisation")];
    words.push(...[...flags, ...changed("weeks")].map((control) => around(control.flag, control)));
    // Without a change there is a cost, and no saving of which a part is expected.
    const text = words.join(" ");
    return changes.length > 0 ? text : text.replace("kanal whatif", "kanal cost");
  };

  const show = () => {
    const values = calculate();
    for (const cell of all("[data-value]")) {
      cell.textContent = format(cell.dataset.kind, values[cell.dataset.value]);
    }
    for (const field of all("[data-input]")) {
      // What is being typed stays as it is.
      if (field !== document.activeElement || field.type === "range") {
        field.value = written(byInput.get(Number(field.dataset.input)));
      }
    }
    for (const row of all("[data-pair]")) {
      const input = Number(row.dataset.pair);
      row.hidden = inputs[input] === 0 && !shown.has(input);
    }
    one("[name=part]").value = part;
    const isOver = data.limits.some((limit) => run(limit, values) > 1 + 1e-9);
    one("#over").hidden = !isOver;
    for (const id of ["#result", "#live", "#takeaway"]) one(id).hidden = isOver;
    const saving = values[data.saving];
    const rounded = Math.round(saving);
    const sentence = data.sentences[rounded === 0 ? 0 : rounded < 0 ? 1 : 2];
    one("#live").textContent = fill(sentence, (index, sign) => {
      const [kind] = data.values[index];
      return format(kind === "money" ? "amount" : kind, sign * values[index]);
    // An abbreviation such as kr. ends a sentence with its own full stop.
    }).replaceAll("..", ".");
    drawBars(values);
    drawSteps(values);
    one("#command").textContent = command();
    one("#scenario").textContent = scenario();
    clearTimeout(waiting);
    waiting = setTimeout(writeAddress, 300);
  };

  const set = (control, text) => {
    const number = Number(text.replace(",", "."));
    const isShare = percents.has(control.kind);
    const isValid = text !== "" && Number.isFinite(number) && number >= 0 && !(isShare && number > 100);
    if (isValid) inputs[control.input] = isShare ? number / 100 : number;
    return isValid;
  };

  const readAddress = () => {
    inputs = [...first];
    part = 0;
    const unknown = [];
    for (const pair of location.hash.slice(1).split("&")) {
      const [key, text] = pair.split("=").map((word) => {
        try { return decodeURIComponent(word); } catch { return ""; }
      });
      const control = data.controls.find((control) => control.key === key);
      const isPart = key === "enhed";
      if (isPart && data.parts.includes(text)) part = data.parts.indexOf(text) + 1;
      else if (isPart || !control || !set(control, text ?? "")) unknown.push(`${key}=${text}`);
    }
    // An address without a sign of equality is that of a section.
    one("#unknown").hidden = !location.hash.includes("=") || unknown.length === 0;
    one("#unknown span").textContent = unknown.join(", ");
    show();
  };

  // The text is selected too, for browsers that let no page write to the clipboard.
  const copy = (element) => {
    element.closest("details").open = true;
    getSelection().selectAllChildren(element);
    if (navigator.clipboard) navigator.clipboard.writeText(element.textContent).catch(() => {});
    else document.execCommand("copy");
  };

  root.addEventListener("input", ({ target }) => {
    if (target.dataset.input) {
      const isValid = set(byInput.get(Number(target.dataset.input)), target.value);
      target.setAttribute("aria-invalid", !isValid);
    } else if (target.name === "part") part = Number(target.value);
    else return;
    show();
  });
  // When a field is left, it shows the number that is used.
  root.addEventListener("focusout", ({ target }) => {
    if (!target.dataset.input) return;
    target.value = written(byInput.get(Number(target.dataset.input)));
    target.removeAttribute("aria-invalid");
  });
  root.addEventListener("click", ({ target }) => {
    const { preset, copy: id, reveal } = target.dataset;
    if (preset !== undefined) {
      inputs = [...first];
      for (const [index, number] of data.presets[preset] ?? []) inputs[index] = number;
      if (preset === "none") {
        part = 0;
        shown.clear();
      }
    } else if (id) return copy(one("#" + id));
    else if (reveal !== undefined) shown.add(Number(one("[name=pair]").value));
    else return;
    show();
  });
  // A link to a section must not take the place of the state in the address.
  for (const link of document.querySelectorAll("nav a")) {
    link.addEventListener("click", (event) => {
      event.preventDefault();
      const section = document.getElementById(link.getAttribute("href").slice(1));
      section.scrollIntoView();
      section.focus({ preventScroll: true });
    });
  }
  addEventListener("hashchange", readAddress);
  root.hidden = false;
  readAddress();
})();
