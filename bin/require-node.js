// Runs on any Node, before anything that needs the one that `npm ci` brings.
const [major] = process.versions.node.split(".");
if (Number(major) < 26) {
  console.error(
    `Callas runs on Node 26, this is ${process.versions.node}: run 'npm ci' or 'npm install' (with the install script of 'node' allowed), then start it through npm or npx, which use the Node that it brought.`,
  );
  process.exit(1);
}
