import SlipwayCore
import Testing

@testable import SlipwayEngine

struct BuildArgumentTests {
  @Test(arguments: [
    "PATH", "path", "DOCKER_HOST", "LD_PRELOAD", "BUILDKIT_HOST", "HOME", "A.B", "A-B", "LOCPATH", "GCONV_PATH",
    "GLIBC_TUNABLES", "MALLOC_TRACE", "KUBECONFIG", "JAEGER_TRACE", "SSH_AUTH_SOCK",
  ])
  func `Names that tools obey are kept out of their environment`(name: String) throws {
    #expect(BuildArgument.isObeyed(name))
    #expect(BuildArgument(variable(name, "https://me:hunter22@host")) == .word)
    let error = #expect(throws: SlipwayError.self) {
      try BuildArgument.check(EnvironmentVariables([variable(name, "https://me:hunter22@host")]))
    }
    #expect(error?.details.keys.sorted() == ["buildArgs"])
  }

  @Test func `What is no secret never gets into the environment`() throws {
    for name in ["VERSION", "NODE_ENV", "SOME_UNKNOWN_NAME", "GOVERSION", "PATH"] {
      #expect(BuildArgument(variable(name, "1.2")) == .word)
      try BuildArgument.check(EnvironmentVariables([variable(name, "1.2")]))
    }
  }

  @Test func `Secrets do, proxies' among them`() {
    #expect(BuildArgument(variable("NPM_TOKEN", "x")) == .environment)
    #expect(BuildArgument(variable("https_proxy", "http://a:b@c")) == .environment)
    #expect(BuildArgument(variable("https_proxy", "http://c")) == .word)
  }

  private func variable(_ name: String, _ value: String) -> EnvironmentVariables.Variable {
    EnvironmentVariables.Variable(name: name, value: value)
  }
}
