package import SlipwayCore
import SlipwayHost

/// A command that is run within a database's own container. Its words can be seen by everybody who may list processes:
/// secrets come by its environment or its input.
package struct DatabaseQuery: Sendable, Hashable {
  /// In a word, stands for the container's own address: there the server asks for a password, which many images do not
  /// on the loopback.
  package static let ownHost = "‹own host›"

  package var words: [String]
  package var environment: [String: Secret]
  /// What it reads first from its standard input; a restore's dump follows it.
  package var input: Secret?
  /// What its output must contain; `nil` where its exit code says it all.
  package var expects: String?

  package init(
    _ words: [String], environment: [String: Secret] = [:], input: Secret? = nil, expects: String? = nil
  ) {
    self.words = words
    self.environment = environment
    self.input = input
    self.expects = expects
  }

  /// The words as they are run in one container.
  package func words(in container: String) -> [String] {
    // A container's host name is the beginning of its identifier, and leads to its own address.
    words.map { $0.replacing(Self.ownHost, with: container.prefix(12)) }
  }
}

extension DatabaseQuery {
  /// What a query came to.
  struct Answer: Sendable {
    var isFitting: Bool
    var words: String
  }

  /// Runs it within a container of the database.
  /// - Throws: ``SlipwayError`` when Docker does not let it run.
  func run(in container: String, _ docker: DockerClient) async throws -> Answer {
    let result = try await docker.exec(
      container, words(in: container), environment: environment, input: input, within: .seconds(20))
    let fits = expects.map { result.output.contains($0) } ?? true
    return Answer(isFitting: result.exitCode == 0 && fits, words: result.output.trimmingSpaces())
  }
}
