# Homebrew formula of kanal: a template. `.github/workflows/release.yml` puts a release's version and checksums in
# place of the words in capitals. It belongs to a tap, as Formula/kanal.rb.
class Kanal < Formula
  desc "What a year of citizen enquiries costs by channel, from a count week"
  homepage "https://github.com/REPOSITORY"
  version "VERSION"
  license any_of: ["MIT", "Apache-2.0"]

  on_macos do
    on_arm do
      url "https://github.com/REPOSITORY/releases/download/vVERSION/kanal-VERSION-aarch64-apple-darwin.tar.gz"
      sha256 "SHA256_AARCH64_APPLE_DARWIN"
    end
    on_intel do
      url "https://github.com/REPOSITORY/releases/download/vVERSION/kanal-VERSION-x86_64-apple-darwin.tar.gz"
      sha256 "SHA256_X86_64_APPLE_DARWIN"
    end
  end
  on_linux do
    url "https://github.com/REPOSITORY/releases/download/vVERSION/kanal-VERSION-x86_64-unknown-linux-musl.tar.gz"
    sha256 "SHA256_X86_64_UNKNOWN_LINUX_MUSL"
  end

  def install
    bin.install "kanal"
    man1.install Dir["man/*.1"]
    bash_completion.install "completions/kanal.bash" => "kanal"
    zsh_completion.install "completions/_kanal"
    fish_completion.install "completions/kanal.fish"
  end

  test do
    (testpath/"count.csv").write "enhed;uge;kanal;antal\nSkranken;43;telefon;100\n"
    # 100 calls in a week × 52 weeks × 31 kr.
    assert_match "161200", shell_output("#{bin}/kanal cost count.csv --format csv --quiet")
  end
end
