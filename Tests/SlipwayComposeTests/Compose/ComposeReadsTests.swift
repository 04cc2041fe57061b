import SlipwayCompose
import Testing

@Suite struct ComposeReadsTests {
  private static let folder = ComposePlace(root: .code, parts: ["deploy"])

  private func reads(_ text: String, _ environment: [String: String]? = ["DIR": "/etc"]) throws -> [ComposeRead] {
    try ComposeReads.all(in: text, folder: Self.folder, environment: environment)
  }

  @Test func `every file that Compose opens is named, with the folder that its own paths start from`() throws {
    let found = try reads(
      """
      include:
        - db/compose.yml
        - {path: [a/one.yml, b/two.yml], env_file: vars, project_directory: ../other}
      services:
        web: {extends: {file: ../base.yml, service: web}, env_file: [.env, {path: more}], label_file: ../files/labels}
      """)
    #expect(
      found.map { "\($0.path) \($0.place.map { "\($0.root) \($0.path)" } ?? "-")" } == [
        "include code deploy/db/compose.yml", "include code deploy/db/.env",
        "include code deploy/a/one.yml", "include code other/.env",
        "include code deploy/b/two.yml", "include code other/.env", "include.env_file code deploy/vars",
        "services.web.extends code base.yml", "services.web.env_file code deploy/.env",
        "services.web.env_file code deploy/more", "services.web.label_file files labels",
      ])
    let folders = found.compactMap { read -> ComposePlace?? in
      if case .composeFile(let folder) = read.content { folder } else { nil }
    }
    #expect(folders.map { $0?.path } == ["deploy/db", "other", "other", nil])
    #expect(ComposeReads.bringOthers(found))
    #expect(try !ComposeReads.bringOthers(reads("services: {a: {image: x, env_file: .env}}")))
  }

  @Test(arguments: [
    "/etc/passwd", "~/x", "../../x", "a/../../../x", "${DIR}/x", "https://x/y.yml", "git@x:y.git", "oci://x",
  ])
  func `what leads out of the code, or to a place that nobody knows, is a danger`(path: String) throws {
    for text in [
      "include: ['\(path)']", "include: [{path: a.yml, env_file: '\(path)'}]",
      "services: {a: {extends: {file: '\(path)', service: b}}}", "services: {a: {image: x, env_file: '\(path)'}}",
    ] {
      let found = try reads(text).filter { $0.place == nil }
      #expect(found.count == 1, "\(text)")
      #expect(found.first?.danger().reason.contains("host") == true || text.contains("ext") || text.contains("['"))
    }
  }

  @Test func `a file that another brings in has variables that nobody knows`() throws {
    #expect(try reads("include: ['${NAME:-a}.yml']", nil).first?.place == nil)
    #expect(try reads("include: ['${NAME:-a}.yml']", [:]).first?.place?.path == "deploy/a.yml")
    // Only the stack's own file has its file mounts there.
    #expect(try reads("include: ['../files/a.yml']", nil).first?.place?.path == "files/a.yml")
  }
}
