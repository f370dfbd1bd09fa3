//! A parallel group-by over CSV bytes. It knows no domain: bytes and the roles of columns come
//! in, distinct keys with sums go out.

pub mod chunks;
pub mod quotes;
pub mod record;
pub mod split;
