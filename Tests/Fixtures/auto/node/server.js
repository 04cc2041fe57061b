const fs = require("fs");
const http = require("http");
const greeting = fs.readFileSync("dist/greeting.txt", "utf8");
http.createServer((request, response) => response.end(greeting + "\n")).listen(process.env.PORT || 3000);
