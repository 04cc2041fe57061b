/// C# and F# projects.
enum DotNetFamily: Family {
  static func plan(_ request: FamilyRequest) -> DetectedPlan? {
    let tree = request.tree
    let projects = tree.files(ending: ".csproj", depth: 3) + tree.files(ending: ".fsproj", depth: 3)
    let candidates = projects.filter { PlainName.of($0, allowing: "/") != nil }
    let web = candidates.first { tree.text($0)?.contains("Microsoft.NET.Sdk.Web") ?? false }
    guard let project = web ?? candidates.first else { return nil }
    let text = tree.text(project) ?? ""
    let version = framework(text) ?? "8.0"
    let file = project.split(separator: "/").last.map(String.init) ?? project
    let assembly = PlainName.of(element("AssemblyName", in: text)) ?? String(file.dropLast(".csproj".count))
    var build = DockerfileRecipe.Stage(name: "build", image: request.settings.image(.dotnetSDK, version))
    // Projects of a solution need each other.
    if candidates.count == 1 { build.layers = [.files([project]), .run(["dotnet", "restore", file])] }
    build.layers += [.code, .run(["dotnet", "publish", project, "--configuration", "Release", "--output", "/out"])]
    if candidates.count == 1, project.contains("/") { build.layers = Array(build.layers.suffix(2)) }
    var run = DockerfileRecipe.Stage(name: nil, image: request.settings.image(.dotnet, version))
    run.environment = [.init("ASPNETCORE_URLS", "http://0.0.0.0:8080"), .init("PORT", "8080"), .init("HOME", "/tmp")]
    run.layers = [.take(stage: "build", from: "/out", to: "/app")]
    let recipe = DockerfileRecipe(
      stages: [build, run], port: 8080, health: .bash, start: ["dotnet", "\(assembly).dll"])
    var plan = DetectedPlan(
      family: "dotnet", title: ".NET \(version)", method: .generated(recipe),
      reasons: ["\(project) is there: .NET \(version)."])
    plan.made = ["bin", "obj"]
    if candidates.count > 1 { plan.notes.append("There are \(candidates.count) projects; \(project) is published.") }
    return plan
  }

  private static func framework(_ text: String) -> String? {
    let name = element("TargetFramework", in: text) ?? element("TargetFrameworks", in: text) ?? ""
    guard name.hasPrefix("net"), name.contains(".") else { return nil }
    return VersionText.first(in: String(name.dropFirst(3)), parts: 2)
  }

  private static func element(_ name: String, in text: String) -> String? {
    guard let mark = text.firstRange(of: "<\(name)>") else { return nil }
    return text[mark.upperBound...].prefix { $0 != "<" }.trimmed
  }
}
