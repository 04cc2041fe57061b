import SlipwayCore
import Testing

@testable import SlipwayCompose

struct DockerfileImagesTests {
  @Test func `Every image that a Dockerfile names is found`() {
    let images = DockerfileImages(
      """
      # syntax=docker/dockerfile:1
      FROM --platform=$BUILDPLATFORM node:20 AS build
      COPY --from=registry.example.org/tools:1 /a /b
      RUN --mount=type=cache,target=/x --mount=type=bind,from=library/busybox,target=/y \\
        make --from=nothing
      FROM scratch
      COPY --chown=1:1 --from=build /out /out
      """)
    #expect(images.names == ["node:20", "registry.example.org/tools:1", "library/busybox", "build"])
    #expect(images.readers == ["docker/dockerfile:1"])
    #expect(images.unreadable.isEmpty)
  }

  @Test(arguments: [
    "ARG A=regis\nARG B=${A}try.test/private\nFROM $B:1", "FROM \"regis\"try.test/'private':1",
    "FROM regis\\\ntry.test/private:1", "# escape=`\nFROM regis`\ntry.test/private:1",
    "FROM reg\\istry.test/private:1",
    "\u{FEFF}FROM registry.test/private:1", "from\u{0B}registry.test/private:1",
    "FROM ${NONE:-registry.test}/private:1",
    "FROM ${A:+x}${A-registry}.test/private:1",
    "FROM scratch\nRUN echo \\\\\nCOPY --from=registry.test/private:1 / /",
    "ONBUILD COPY --from=registry.test/private:1 / /", "FROM scratch\nCOPY --fr\\om=\"registry.test\"/private:1 / /",
    "RUN --mount=FROM=registry.test/private:1,target=/x ls", "ARG A\nFROM $GIVEN/private:1",
    "FROM ${GIVEN}/private:1",
    "FROM a\nFROM \\\n# a comment\n  registry.test/private:1", "FROM registry.test/private:1\r\nRUN x",
  ])
  func `A name that is put together is found`(text: String) {
    let images = DockerfileImages(text, arguments: EnvironmentVariables(parsing: "GIVEN=registry.test"))
    #expect(images.names.contains("registry.test/private:1"), "\(images)")
  }

  @Test(arguments: ["FROM ${A#x}", "FROM ${A%%:*}", "ARG A=${B/x/y}\nFROM $A", "FROM ${A", "COPY --from=${A^^} / /"])
  func `A name that only BuildKit reads is said to be unreadable`(text: String) {
    #expect(!DockerfileImages(text).unreadable.isEmpty)
  }

  @Test func `What a script says is no name that cannot be read`() {
    let images = DockerfileImages(
      """
      FROM node:20
      RUN for file in *; do mv --from=${file%.*} "$file" from=${file#x}; done && \\
        psql -c "select a from b"
      """)
    #expect(images.unreadable.isEmpty && images.names == ["node:20"])
  }

  @Test(arguments: [
    "# syntax=evil.test/reader", "#Syntax = evil.test/reader x", "#!/bin/x\n//syntax=evil.test/reader",
    "{\"syntax\": \"evil.test/reader\"}", "\n\n# a comment\n# syntax=evil.test/reader\nFROM x",
  ])
  func `Who is to read the file is found`(text: String) {
    #expect(DockerfileImages(text).readers.contains { $0.contains("evil.test/reader") })
    #expect(DockerfileImages("FROM x\n# syntax=evil.test/reader").readers.isEmpty)
    let given = EnvironmentVariables(parsing: "BUILDKIT_SYNTAX=evil.test/reader")
    #expect(DockerfileImages("FROM x", arguments: given).readers == ["evil.test/reader"])
  }

  @Test func `What ADD fetches is found, however it is written`() {
    let text = """
      # ADD http://comment.test/ /x
      ARG HOST=127.0.0.1:9000
      FROM scratch
      ADD http://$HOST/x /x
      add --checksum=sha256:1 https://github.com/a/c.tar.gz \\
        git@127.0.0.1:a/b.git /src/
      ONBUILD ADD ["ssh://git@10.0.0.1/a.git", "/y"]
      ADD ["https://one.test","/z"]
      ADD local.txt ./dir /z
      RUN curl http://elsewhere.test/
      """
    #expect(
      DockerfileImages(text).fetched == [
        "http://127.0.0.1:9000/x", "https://github.com/a/c.tar.gz", "git@127.0.0.1:a/b.git",
        "ssh://git@10.0.0.1/a.git", "https://one.test",
      ])
    let given = EnvironmentVariables([.init(name: "HOST", value: "127.0.0.1")])
    #expect(
      DockerfileImages("ARG HOST=one.test\nADD http://${HOST}/x /x", arguments: given).fetched.contains(
        "http://127.0.0.1/x"))
  }
}
