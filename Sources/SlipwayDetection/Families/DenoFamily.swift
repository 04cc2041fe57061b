import Foundation
import SlipwayCore

/// Deno projects.
enum DenoFamily: Family {
  static func plan(_ request: FamilyRequest) -> DetectedPlan? {
    let tree = request.tree
    guard let found = tree.first(["deno.json", "deno.jsonc", "deno.lock"]) else { return nil }
    let text = tree.text("deno.json") ?? tree.text("deno.jsonc") ?? "{}"
    let config = try? JSONDecoder().decode(JSONValue.self, from: Data(text.utf8))
    let version = VersionText.ofTool("deno", in: tree, parts: 3) ?? "2"
    let file = tree.first(["main.ts", "server.ts", "mod.ts", "index.ts", "main.js", "src/main.ts"])
    var stage = DockerfileRecipe.Stage(name: nil, image: request.settings.image(.deno, version))
    stage.environment = [.init("DENO_DIR", "/deno"), .init("PORT", "8000"), .init("HOME", "/tmp")]
    stage.layers = [.code]
    if config?["tasks"]?["build"] != nil { stage.layers.append(.run(["deno", "task", "build"])) }
    if let file { stage.layers.append(.run(["deno", "cache", file])) }
    stage.layers.append(.run(["chown", "-R", "10001:10001", "/deno"]))
    var start = ["deno", "run", "--allow-net", "--allow-env", "--allow-read", file ?? "main.ts"]
    var reason = "\(file ?? "main.ts") is started; it may use the network, read files and its environment."
    if config?["tasks"]?["start"] != nil {
      (start, reason) = (["deno", "task", "start"], "\(found) has the task 'start'.")
    }
    let recipe = DockerfileRecipe(stages: [stage], port: 8000, health: .bash, start: start)
    var plan = DetectedPlan(
      family: "deno", title: "Deno \(version)", method: .generated(recipe), reasons: ["\(found) is there.", reason])
    if file == nil, config?["tasks"]?["start"] == nil {
      plan.notes.append("Nothing says how it is started: add the task 'start' to deno.json.")
    }
    return plan
  }
}
