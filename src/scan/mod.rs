//! A parallel group-by over CSV bytes. It knows no domain: bytes and the roles of columns come
//! in, distinct keys with sums go out.

pub mod chunks;
pub mod group_by;
pub mod groups;
pub mod quotes;
pub mod record;
pub mod split;
pub mod threads;
