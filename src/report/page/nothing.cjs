/* In place of modules that the stemmers of natural load and the page needs nothing of. */
module.exports = class {};
