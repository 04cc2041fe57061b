/// Java and Kotlin projects with Maven or Gradle.
enum JavaFamily: Family {
  static func plan(_ request: FamilyRequest) -> DetectedPlan? {
    let tree = request.tree
    let gradle = tree.first(["build.gradle", "build.gradle.kts"])
    let isMaven = tree.has("pom.xml")
    guard isMaven || gradle != nil else { return nil }
    let text = tree.text(isMaven ? "pom.xml" : gradle ?? "") ?? ""
    let version = (isMaven ? maven(text) : toolchain(text)) ?? VersionText.ofTool("java", in: tree, parts: 1) ?? "21"
    let base = request.settings.image(isMaven ? .maven : .gradle, version)
    var build = DockerfileRecipe.Stage(name: "build", image: base)
    build.layers = isMaven ? mavenLayers(text) : gradleLayers(tree, text)
    let folder = isMaven ? "target" : "build/libs"
    // Which of the archives holds everything is told by its size; the name is the project's own.
    let pick =
      "cp \"$(ls -S \(folder)/*.jar | grep -v -e '-sources.jar$' -e '-javadoc.jar$' -e '-plain.jar$' | head -n 1)\" /app.jar"
    build.layers.append(.run(ContainerShell.words(pick)))
    var run = DockerfileRecipe.Stage(name: nil, image: request.settings.image(.java, version))
    run.environment = [
      .init("JAVA_TOOL_OPTIONS", "-XX:MaxRAMPercentage=75"), .init("PORT", "8080"), .init("SERVER_PORT", "8080"),
      .init("HOME", "/tmp"),
    ]
    run.layers = [.take(stage: "build", from: "/app.jar", to: "/app/app.jar")]
    let recipe = DockerfileRecipe(
      stages: [build, run], port: 8080, health: .bash, start: ["java", "-jar", "/app/app.jar"])
    let isSpring = text.contains("spring-boot")
    var plan = DetectedPlan(
      family: "java",
      title: "Java \(version) with \(isMaven ? "Maven" : "Gradle")" + (isSpring ? ", Spring Boot" : ""),
      method: .generated(recipe), reasons: ["\(isMaven ? "pom.xml" : gradle ?? "") is there: Java \(version)."])
    plan.made = ["target", "build", ".gradle"]
    if !isSpring, !text.contains("shadow"), !text.contains("assembly"), !text.contains("shade") {
      plan.notes.append("The archive has to hold everything that it needs, and a main class.")
    }
    return plan
  }

  private static func mavenLayers(_ pom: String) -> [DockerfileRecipe.Layer] {
    let first: [DockerfileRecipe.Layer] =
      pom.contains("<modules>") ? [] : [.files(["pom.xml"]), .run(["mvn", "-B", "-q", "dependency:go-offline"])]
    return first + [.code, .run(["mvn", "-B", "-DskipTests", "package"])]
  }

  private static func gradleLayers(_ tree: SourceTree, _ text: String) -> [DockerfileRecipe.Layer] {
    let task =
      text.contains("spring-boot") || text.contains("org.springframework.boot")
      ? "bootJar" : text.contains("shadow") ? "shadowJar" : "jar"
    let names = ["build.gradle", "build.gradle.kts", "settings.gradle", "settings.gradle.kts", "gradle.properties"]
      .filter(tree.has)
    return [
      .files(names), .run(["gradle", "--no-daemon", "-q", "dependencies"]), .code,
      .run(["gradle", "--no-daemon", task]),
    ]
  }

  private static func maven(_ pom: String) -> String? {
    for name in ["maven.compiler.release", "java.version", "maven.compiler.target", "release"] {
      guard let mark = pom.firstRange(of: "<\(name)>") else { continue }
      let value = pom[mark.upperBound...].prefix { $0 != "<" }
      if let version = number(String(value)) { return version }
    }
    return nil
  }

  private static func toolchain(_ gradle: String) -> String? {
    for name in ["JavaLanguageVersion.of(", "jvmToolchain(", "VERSION_", "sourceCompatibility"] {
      guard let mark = gradle.firstRange(of: name) else { continue }
      if let version = number(String(gradle[mark.upperBound...].prefix(20).drop { !$0.isNumber })) { return version }
    }
    return nil
  }

  /// `1.8` is `8`.
  private static func number(_ text: String) -> String? {
    let version = VersionText.first(in: text.trimmed, parts: 2)
    return version?.hasPrefix("1.") == true
      ? version?.split(separator: ".").last.map(String.init) : version?.split(separator: ".").first.map(String.init)
  }
}
