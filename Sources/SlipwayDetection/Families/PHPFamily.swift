import Foundation
import SlipwayCore

/// PHP projects, served by Apache.
enum PHPFamily: Family {
  /// Extensions that the image can compile without further libraries.
  private static let simple: Set = ["pdo_mysql", "mysqli", "bcmath", "pcntl", "sockets", "exif", "opcache"]

  static func plan(_ request: FamilyRequest) -> DetectedPlan? {
    let tree = request.tree
    guard tree.first(["composer.json", "index.php", "public/index.php"]) != nil else { return nil }
    let manifest = manifest(tree)
    let asked = manifest["require"]?.members ?? [:]
    let range = asked["php"]?.stringValue ?? ""
    let version =
      VersionText.first(in: String(range.drop { !$0.isNumber }), parts: 2).flatMap { $0.contains(".") ? $0 : nil }
      ?? "8.3"
    let isLaravel = asked["laravel/framework"] != nil
    let root = tree.has("public/index.php") ? "/app/public" : "/app"
    var stages: [DockerfileRecipe.Stage] = []
    if tree.has("composer.json") {
      var build = DockerfileRecipe.Stage(name: "build", image: request.settings.image(.composer))
      let files = ["composer.json", "composer.lock"].filter(tree.has)
      let install = [
        "composer", "install", "--no-dev", "--no-interaction", "--no-scripts", "--prefer-dist",
        "--ignore-platform-reqs",
      ]
      build.layers = [
        .files(files), .run(install + ["--no-autoloader"]), .code,
        .run(["composer", "dump-autoload", "--no-dev", "--optimize", "--no-scripts"]),
      ]
      stages.append(build)
    }
    var extensions = Set(asked.keys.filter { $0.hasPrefix("ext-") }.map { String($0.dropFirst(4)) }).intersection(
      simple)
    if isLaravel { extensions.insert("pdo_mysql") }
    stages.append(server(request.settings.image(.php, version), root, extensions, isBuilt: !stages.isEmpty))
    let recipe = DockerfileRecipe(stages: stages, port: 8080, health: .bash, start: ["apache2-foreground"])
    let found = tree.first(["composer.json", "public/index.php", "index.php"]) ?? "index.php"
    var plan = DetectedPlan(
      family: "php", title: "PHP \(version)" + (isLaravel ? ", Laravel" : ""), method: .generated(recipe),
      reasons: [
        "\(found) is there"
          + (range.isEmpty ? ": PHP \(version)." : " and asks for PHP \(range.prefix(30)): \(version)."),
        "Apache serves \(root).",
      ])
    plan.made = ["vendor"]
    let missing = asked.keys.filter { $0.hasPrefix("ext-") && !extensions.contains(String($0.dropFirst(4))) }.sorted()
    if !missing.isEmpty {
      plan.notes.append(
        "\(missing.joined(separator: ", ").prefix(200)) may be missing in the image; eject the Dockerfile to add them."
      )
    }
    return plan
  }

  private static func manifest(_ tree: SourceTree) -> JSONValue {
    let text = tree.text("composer.json") ?? "{}"
    return (try? JSONDecoder().decode(JSONValue.self, from: Data(text.utf8))) ?? .object([:])
  }

  private static func server(_ image: String, _ root: String, _ extensions: Set<String>, isBuilt: Bool)
    -> DockerfileRecipe.Stage
  {
    var run = DockerfileRecipe.Stage(name: nil, image: image)
    if !extensions.isEmpty { run.layers.append(.run(["docker-php-ext-install"] + extensions.sorted())) }
    let sites = "/etc/apache2/sites-available/000-default.conf"
    run.layers += [
      .run(["sed", "-i", "s!^Listen 80$!Listen 8080!", "/etc/apache2/ports.conf"]),
      .run(["sed", "-i", "-e", "s!:80>!:8080>!", "-e", "s!/var/www/html!\(root)!", sites]),
      .run(["sed", "-i", "s!<Directory /var/www/>!<Directory /app/>!", "/etc/apache2/apache2.conf"]),
      .run(["a2enmod", "rewrite"]),
    ]
    run.layers.append(isBuilt ? .take(stage: "build", from: "/app", to: "/app", isOwned: true) : .code)
    return run
  }
}
