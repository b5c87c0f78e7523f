//! Documents of several makes and what is found in them.
