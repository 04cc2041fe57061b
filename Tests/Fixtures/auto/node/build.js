const fs = require("fs");
fs.mkdirSync("dist", { recursive: true });
fs.writeFileSync("dist/greeting.txt", "hello from node " + process.versions.node.split(".")[0]);
