import SlipwayCore
import SlipwayEngine
import Testing

struct BuildersTests {
  @Test func `The Dockerfile's folder is the context unless another is named`() throws {
    var plan = try plan(path: "services/web")
    #expect(plan.dockerfile == "/c/services/web/Dockerfile" && plan.context == "/c/services/web")
    plan = try self.plan(path: "services/web") { $0.dockerContextPath = "/" }
    #expect(plan.context == "/c")
    plan = try self.plan { $0.dockerfile = "/docker/./Dockerfile.prod" }
    #expect(plan.dockerfile == "/c/docker/Dockerfile.prod" && plan.context == "/c/docker")
    plan = try self.plan {
      $0.dockerfile = ""
      $0.dockerContextPath = " "
      $0.dockerBuildStage = "release"
    }
    #expect(plan.dockerfile == "/c/Dockerfile" && plan.context == "/c" && plan.target == "release")
    #expect(plan.guarded.map(\.path) == ["/c/Dockerfile", "/c"])
  }

  @Test func `The environment stands beside the Dockerfile when it is wanted`() throws {
    let plan = try plan(path: "web")
    #expect(plan.files.map(\.path) == ["/c/web/.env"])
    let text = plan.files.first?.content.reveal() ?? ""
    #expect(EnvironmentVariables(parsing: text)["NASTY"] == "a $b \"c\" 'd'\n#e")
    #expect(try self.plan { $0.createEnvFile = false }.files.isEmpty)
  }

  @Test(arguments: [
    ("dockerfile", "../Dockerfile"), ("dockerfile", "/"), ("dockerContextPath", "a/../.."),
    ("dockerBuildStage", "--x"),
    ("dockerBuildStage", "a b"), ("dockerfile", "--file"), ("publishDirectory", "../.."),
  ]) func `Paths that leave the code and words that look like options are refused`(field: String, value: String) {
    let error = #expect(throws: SlipwayError.self) {
      try plan {
        switch field {
        case "dockerfile": $0.dockerfile = value
        case "dockerContextPath": $0.dockerContextPath = value
        case "publishDirectory": ($0.buildType, $0.publishDirectory) = (.static, value)
        default: $0.dockerBuildStage = value
        }
      }
    }
    #expect(error?.details[field] != nil)
  }

  @Test func `A static site is built from a generated file outside the code`() throws {
    let plan = try plan(path: "site") {
      $0.buildType = .static
      $0.publishDirectory = "/dist/"
    }
    #expect(plan.context == "/c/site/dist" && plan.dockerfile == "/w/static.Dockerfile")
    #expect(plan.files.map(\.path) == ["/w/static.Dockerfile", "/w/static.Dockerfile.dockerignore"])
    let text = plan.files.first?.content.reveal() ?? ""
    #expect(
      text == """
        FROM nginx:alpine
        WORKDIR /usr/share/nginx/html/
        COPY . .
        EXPOSE 80
        CMD ["nginx", "-g", "daemon off;"]

        """)
    let ignored = plan.files.last?.content.reveal() ?? ""
    #expect(ignored.contains(".git\n") && ignored.contains(".env\n"))
  }

  @Test func `A single-page site answers unknown paths with its page`() throws {
    let plan = try plan {
      $0.buildType = .static
      $0.isStaticSpa = true
    }
    #expect(plan.files.first?.content.reveal().contains("try_files $uri $uri/ /index.html;") ?? false)
  }

  @Test func `Every builder that is published is there`() throws {
    for kind in BuildSettings.Kind.allCases { #expect(try Builders.builder(for: kind).kind == kind) }
  }

  private func plan(path: String = "", _ change: (inout BuildSettings) -> Void = { _ in }) throws -> BuildPlan {
    let application = EngineFixture.plainApplication { change(&$0.build) }
    let snapshot = EngineFixture.snapshot(of: application) {
      $0.variables = EnvironmentVariables([.init(name: "NASTY", value: "a $b \"c\" 'd'\n#e")])
    }
    let input = BuildInput(
      snapshot: snapshot, checkout: Checkout(directory: "/c", buildPath: path), workFolder: "/w")
    return try Builders.builder(for: application.build.buildType).plan(input)
  }
}
