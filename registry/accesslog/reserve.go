package accesslog

// reserve is how much room is held for lines to come, in bytes: some thousands.
const reserve = 2 << 20
