import Foundation
import SlipwayCore
import SlipwayHost
import SlipwayTesting
import Testing

@testable import SlipwayEngine

/// rclone as users have it, in its fence, and a real S3 server outside of it.
@Suite(
  .enabled(if: geteuid() == 0 && EndToEndS3.isInstalled, "needs root, and what `make test` installs"),
  .timeLimit(.minutes(2)))
struct ObjectStoreTests {
  @Test func `a destination is written, listed and read through the fence, and only where it may be`() async throws {
    let folder = try temporaryPath("store")
    try FileManager.default.createDirectory(atPath: folder, withIntermediateDirectories: true)
    let s3 = try await EndToEndS3.start(in: folder)
    do {
      try await use(s3, folder)
      await s3.kill9()
    } catch {
      await s3.kill9()
      throw error
    }
  }

  private func use(_ s3: EndToEndS3, _ folder: String) async throws {
    let destination = Destination(
      organizationID: .random(), name: "S3", provider: "Other", bucket: EndToEndS3.bucket, region: "us-east-1",
      endpoint: s3.endpoint, accessKey: EndToEndS3.accessKey, secretAccessKey: Secret(EndToEndS3.secretKey),
      createdAt: Date())
    let plain = Configuration()
    let refused = await #expect(throws: SlipwayError.self) {
      _ = try await ObjectStore.open(destination, folder: folder + "/no", on: host(plain), plain)
    }
    #expect(refused?.details["endpoint"]?.contains("--local-destinations") == true)
    // What listens where the proxy would is everybody's.
    var configuration = plain
    configuration.httpPort = s3.port
    let store = try await ObjectStore.open(
      destination, folder: folder + "/rclone", on: host(configuration), configuration)
    try await store.test()
    try await store.write("hello", to: "a/b.txt")
    #expect(try await store.read("a/b.txt") == "hello")
    let size = 50_000_000
    let upload = Pipeline([["head", "-c", "\(size)", "/dev/zero"]], into: store.upload("a/large"), what: "Writing")
    let written = try await host(configuration).stream(upload, output: nil)
    try await store.move("a/large", to: "a/moved")
    let download = Pipeline([store.download("a/moved")], into: nil, what: "Reading")
    #expect(try await host(configuration).stream(download, output: nil) == written)
    #expect(s3.objects() == ["a/b.txt", "a/moved"])
    // The fence is asked, too, not only the look beforehand.
    var stray = store.download("a/b.txt")
    let elsewhere = LocalHost(
      docker: DockerClient(host: "unix:///nowhere"), runMarker: "store-test", outgoing: OutgoingRule(openPorts: []))
    stray.deadline = .seconds(60)
    let result = try await elsewhere.run(stray)
    #expect(!result.isSuccess && !result.text.contains("hello"), "\(result.text)")
  }

  private func host(_ configuration: Configuration) -> LocalHost {
    LocalHost(
      docker: DockerClient(host: "unix:///nowhere"), runMarker: "store-test", outgoing: OutgoingRule(configuration))
  }
}
