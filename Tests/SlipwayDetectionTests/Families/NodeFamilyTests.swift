import SlipwayDetection
import Testing

@Suite struct NodeFamilyTests {
  private func plan(_ texts: [String: String], _ paths: Set<String> = [], output: String? = nil) throws
    -> DetectedPlan
  {
    try Detection.plan(SourceTree(paths: paths, texts: texts), outputFolder: output)
  }

  @Test(arguments: [
    ("pnpm-lock.yaml", "[\"pnpm\", \"install\", \"--frozen-lockfile\"]"), ("package-lock.json", "[\"npm\", \"ci\"]"),
    ("yarn.lock", "[\"yarn\", \"install\", \"--frozen-lockfile\"]"),
    ("bun.lock", "[\"bun\", \"install\", \"--frozen-lockfile\"]"),
  ]) func `the lock file says who installs`(lock: String, words: String) throws {
    let text = try #require(
      try plan(["package.json": #"{"scripts":{"start":"node a.js"},"dependencies":{"x":"1"}}"#], [lock]).dockerfile)
    #expect(text.contains("RUN " + words))
    #expect(text.contains("COPY [\"package.json\", \"\(lock)\", \"./\"]"))
  }

  @Test func `packageManager decides the tool and its version`() throws {
    let manifest =
      #"{"packageManager":"pnpm@9.12.1+sha512.x","scripts":{"start":"node a.js"},"dependencies":{"x":"1"}}"#
    let text = try #require(
      try plan(["package.json": manifest, "pnpm-lock.yaml": "lockfileVersion: '9.0'"]).dockerfile)
    #expect(text.contains(#"RUN ["npm", "install", "--global", "pnpm@9.12.1"]"#))
  }

  @Test func `yarn of today is corepack's`() throws {
    let manifest = #"{"packageManager":"yarn@4.1.0","scripts":{"start":"node a.js"},"dependencies":{"x":"1"}}"#
    let text = try #require(try plan(["package.json": manifest], ["yarn.lock", ".yarnrc.yml"]).dockerfile)
    #expect(text.contains(#"RUN ["corepack", "enable"]"#))
    #expect(text.contains(#"RUN ["yarn", "install", "--immutable"]"#))
  }

  @Test(arguments: [
    (".nvmrc", "v20.11.1\n", "20.11.1"), (".node-version", "18", "18"),
    (".tool-versions", "nodejs 21.1.0\n", "21.1.0"),
  ]) func `the version comes from the project`(file: String, text: String, version: String) throws {
    let found = try plan(["package.json": #"{"scripts":{"start":"node a.js"}}"#, file: text])
    #expect(found.dockerfile?.contains("FROM node:\(version)-slim") == true)
  }

  @Test(arguments: [("20.x", "20"), (">=18", "22"), ("^24.1.0", "24"), (">=18 <21", "18")])
  func `a range gives a version that it allows`(range: String, version: String) throws {
    let found = try plan(["package.json": #"{"engines":{"node":"\#(range)"},"scripts":{"start":"node a.js"}}"#])
    #expect(found.title == "Node \(version) with npm")
  }

  @Test func `Vite makes a site that nginx serves`() throws {
    let manifest = #"{"scripts":{"build":"vite build","start":"vite"},"devDependencies":{"vite":"5"}}"#
    let found = try plan(["package.json": manifest], ["package-lock.json", "index.html"])
    #expect(found.outputFolder == "dist")
    #expect(found.dockerfile?.contains(#"COPY --from=build ["/app/dist", "/srv/site"]"#) == true)
    #expect(found.dockerfile?.contains("try_files $uri $uri/ /index.html") == true)
  }

  @Test func `the folder that the settings name is served`() throws {
    let found = try plan(["package.json": #"{"scripts":{"build":"x","start":"node a.js"}}"#], output: "out/web")
    #expect(found.dockerfile?.contains(#"["/app/out/web", "/srv/site"]"#) == true)
  }

  @Test func `a service does not run as root, has a health check and starts without a shell`() throws {
    let text = try #require(try plan(["package.json": #"{"scripts":{"start":"node a.js"}}"#]).dockerfile)
    #expect(text.contains("\nUSER 10001:10001\n"))
    #expect(text.contains("\nHEALTHCHECK "))
    #expect(text.hasSuffix("CMD [\"node\", \"a.js\"]\n"))
  }

  @Test func `packages that only building needs do not stay`() throws {
    let manifest = #"{"scripts":{"start":"node a.js","build":"tsc"},"devDependencies":{"typescript":"5"}}"#
    let text = try #require(try plan(["package.json": manifest], ["package-lock.json"]).dockerfile)
    #expect(text.contains(#"RUN ["npm", "prune", "--omit=dev"]"#))
  }

  @Test func `what an install script needs is there before it runs`() throws {
    let manifest = #"{"scripts":{"start":"node a.js","postinstall":"prisma generate"},"dependencies":{"x":"1"}}"#
    let text = try #require(try plan(["package.json": manifest], ["package-lock.json"]).dockerfile)
    let copy = try #require(text.firstRange(of: "COPY . ."))
    let install = try #require(text.firstRange(of: "RUN [\"npm\""))
    #expect(copy.lowerBound < install.lowerBound)
  }
}
