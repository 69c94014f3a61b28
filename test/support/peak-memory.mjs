/*
 * For `node --import`: says on standard error how much memory the process has had at most, in bytes.
 */
process.on('exit', () => process.stderr.write(`peak ${1024 * process.resourceUsage().maxRSS}\n`));
