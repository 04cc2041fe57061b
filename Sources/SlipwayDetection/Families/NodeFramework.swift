/// What a Node project is made with, as far as it decides where the result is and what starts it.
enum NodeFramework: CaseIterable {
  case next, nuxt, remix, nest, svelteKit, astro, gatsby, angular, docusaurus, vitePress, eleventy, createReactApp,
    vueCLI, vite

  static func of(_ manifest: PackageManifest, _ tree: SourceTree) -> NodeFramework? {
    let packages = manifest.all
    return allCases.first { packages.contains($0.package) }
  }

  var package: String {
    switch self {
    case .next: "next"
    case .nuxt: "nuxt"
    case .remix: "@remix-run/serve"
    case .nest: "@nestjs/core"
    case .svelteKit: "@sveltejs/kit"
    case .astro: "astro"
    case .gatsby: "gatsby"
    case .angular: "@angular/core"
    case .docusaurus: "@docusaurus/core"
    case .vitePress: "vitepress"
    case .eleventy: "@11ty/eleventy"
    case .createReactApp: "react-scripts"
    case .vueCLI: "@vue/cli-service"
    case .vite: "vite"
    }
  }

  var title: String {
    switch self {
    case .next: "Next.js"
    case .nuxt: "Nuxt"
    case .remix: "Remix"
    case .nest: "NestJS"
    case .svelteKit: "SvelteKit"
    case .astro: "Astro"
    case .gatsby: "Gatsby"
    case .angular: "Angular"
    case .docusaurus: "Docusaurus"
    case .vitePress: "VitePress"
    case .eleventy: "Eleventy"
    case .createReactApp: "Create React App"
    case .vueCLI: "Vue CLI"
    case .vite: "Vite"
    }
  }

  /// Whether it makes files only, unless the project starts a server of its own.
  var isStatic: Bool {
    switch self {
    case .next, .nuxt, .remix, .nest, .svelteKit: false
    default: true
    }
  }

  var start: [String]? {
    switch self {
    case .nuxt: ["node", ".output/server/index.mjs"]
    case .nest: ["node", "dist/main.js"]
    default: nil
    }
  }

  /// Whether a start script runs the framework's own development server or preview, which is no server to deploy.
  func previews(_ script: String) -> Bool {
    let starts = [
      "vite", "react-scripts start", "ng serve", "ng s", "vue-cli-service serve", "gatsby", "astro", "docusaurus",
      "vitepress",
      "eleventy", "webpack serve", "parcel",
    ]
    return isStatic && starts.contains { script.hasPrefix($0) }
  }

  /// Where the files are, of one that makes files.
  func output(_ manifest: PackageManifest, _ tree: SourceTree) -> String? {
    switch self {
    case .next:
      let names = ["next.config.js", "next.config.mjs", "next.config.ts"]
      let isExport = names.compactMap { tree.text($0) }.contains {
        $0.contains("output: 'export'") || $0.contains("output: \"export\"")
      }
      return isExport && manifest.scripts["start"] == nil ? "out" : nil
    case .svelteKit: return manifest.all.contains("@sveltejs/adapter-static") ? "build" : nil
    case .angular: return Self.angularOutput(tree)
    case .gatsby: return "public"
    case .docusaurus, .createReactApp: return "build"
    case .vitePress: return "docs/.vitepress/dist"
    case .eleventy: return "_site"
    case .astro, .vueCLI, .vite: return "dist"
    case .nuxt, .remix, .nest: return nil
    }
  }

  private static func angularOutput(_ tree: SourceTree) -> String {
    let text = tree.text("angular.json") ?? ""
    guard let mark = text.firstRange(of: "\"outputPath\"") else { return "dist" }
    let rest = text[mark.upperBound...].drop { $0 == ":" || $0.isWhitespace }
    guard rest.first == "\"" else { return "dist" }
    return String(rest.dropFirst().prefix { $0 != "\"" }.prefix(200))
  }
}
