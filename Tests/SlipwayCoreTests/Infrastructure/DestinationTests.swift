import Foundation
import SlipwayCore
import Testing

@Suite struct DestinationTests {
  private func bucket(_ change: (inout Destination) -> Void = { _ in }) -> Destination {
    var destination = Destination(
      organizationID: .random(), name: "Backups", provider: "Minio", bucket: "backups/prod", region: "eu-central-1",
      endpoint: "https://s3.example.org:9000", accessKey: "AKIA", secretAccessKey: Secret("secret"),
      additionalFlags: ["--bwlimit=10M", "--s3-acl=private"], createdAt: Date())
    change(&destination)
    return destination
  }

  private func fields(_ destination: Destination) -> Set<String> {
    do {
      try destination.validate()
      return []
    } catch {
      return Set((error as? SlipwayError)?.details.keys.map { $0 } ?? [])
    }
  }

  @Test func `a bucket with all its fields is fine`() {
    #expect(fields(bucket()) == [])
    #expect(fields(bucket { $0.endpoint = "" }) == [])
    #expect(fields(bucket { $0.endpoint = "s3.example.org" }) == [])
  }

  @Test func `each refused field is named`() {
    #expect(fields(bucket { $0.bucket = "" }) == ["bucket"])
    #expect(fields(bucket { $0.bucket = "a/../b" }) == ["bucket"])
    #expect(fields(bucket { $0.bucket = "local:/etc" }) == ["bucket"])
    #expect(fields(bucket { $0.accessKey = "a\nremote = x" }) == ["accessKey"])
    #expect(fields(bucket { $0.region = "eu\ntype = local" }) == ["region"])
    #expect(fields(bucket { $0.secretAccessKey = Secret("") }) == ["secretAccessKey"])
    #expect(fields(bucket { $0.provider = "A B" }) == ["provider"])
  }

  @Test(arguments: [
    "file:///etc/passwd", "gopher://x", "unix:/var/run/docker.sock", "ftp://x", "https://a/b/c", "http://", "a b",
    "https://user@host", "http://:9000", ":9000",
  ])
  func `an endpoint that is no web address is refused`(endpoint: String) {
    #expect(fields(bucket { $0.endpoint = endpoint }) == ["endpoint"])
  }

  @Test(arguments: [
    "--config=/etc/shadow", "--log-file=/root/x", "--password-command=x", "--rc", "-vv", "--s3-endpoint=http://x",
    "--s3-shared-credentials-file=/root/.aws/credentials", "--bwlimit=$(id)", "--dump=auth", "bwlimit",
    "--temp-dir=/etc",
  ])
  func `a flag that could do more than tune is refused`(flag: String) {
    #expect(fields(bucket { $0.additionalFlags = [flag] }) == ["additionalFlags"])
  }

  @Test func `a section of rclone is read and written`() throws {
    let remote = try RcloneRemote(
      parsing: "[mine]\n# comment\ntype = sftp\nhost = backup.example.org\nuser=me\n\npass = a=b\n",
      field: "rcloneConfig")
    #expect(remote.type == "sftp")
    #expect(remote.addresses == ["backup.example.org"])
    #expect(remote.text.reveal() == "type = sftp\nhost = backup.example.org\npass = a=b\nuser = me\n")
  }

  @Test(arguments: [
    "type = local", "type = alias\nremote = /etc", "type = crypt\nremote = x:", "type = sftp\nssh = /bin/sh",
    "type = webdav\nbearer_token_command = id", "type = sftp\nkey_file = /root/.ssh/id_rsa", "host = x", "nonsense",
    "type = sftp\nuser = me", "type = webdav\nurl =", "type = sftp\n[other]\ntype = local",
    "type = union\nupstreams = /", "type = s3\nenv_auth = true",
  ])
  func `what reaches this machine or runs something is refused`(text: String) {
    #expect {
      try RcloneRemote(parsing: text, field: "rcloneConfig")
    } throws: { ($0 as? SlipwayError)?.details.keys.contains("rcloneConfig") == true }
  }

  @Test func `every address that a remote leads to is looked at`() throws {
    let remote = try RcloneRemote(
      parsing: "type = swift\nauth = http://127.0.0.1:5000\nstorage_url = https://swift.example.org",
      field: "rcloneConfig")
    #expect(remote.addresses == ["http://127.0.0.1:5000", "https://swift.example.org"])
  }
}
