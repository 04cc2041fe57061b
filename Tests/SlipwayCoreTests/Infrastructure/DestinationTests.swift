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
    "--temp-dir=/etc", "--s3-download-url=http://169.254.169.254/", "--s3-ibm-iam-endpoint=http://127.0.0.1",
    "--s3-ibm-api-key=x", "--s3-sts-endpoint=x", "--s3-env-auth", "--s3-profile=x", "--s3-provider=IBMCOS",
    "--s3-sdk-log-mode=Signing", "--s3-directory-markers", "--s3-session-token=x",
  ])
  func `a flag that could do more than tune is refused`(flag: String) {
    #expect(fields(bucket { $0.additionalFlags = [flag] }) == ["additionalFlags"])
  }

  @Test(arguments: [
    "--buffer-size=64G", "--buffer-size=257M", "--buffer-size=1T", "--streaming-upload-cutoff=1T",
    "--s3-chunk-size=5G", "--s3-chunk-size=1k", "--s3-upload-concurrency=64", "--timeout=0", "--contimeout=0s",
    "--timeout=2h", "--timeout=1ms", "--timeout=", "--timeout", "--transfers=1000", "--transfers=0", "--transfers=x",
    "--buffer-size=-1", "--buffer-size=1e30", "--fast-list=perhaps", "--retries=1000", "--checkers=100000",
    "--timeout=99999999999999999999h", "--buffer-size=99999999999999999999T",
  ])
  func `a flag that takes more of the server than there is is refused`(flag: String) {
    #expect(fields(bucket { $0.additionalFlags = [flag] }) == ["additionalFlags"])
  }

  @Test func `two flags that take more together than each alone are refused`() {
    let both = ["--s3-chunk-size=128M", "--s3-upload-concurrency=16"]
    #expect(fields(bucket { $0.additionalFlags = both }) == ["additionalFlags"])
    for flag in both { #expect(fields(bucket { $0.additionalFlags = [flag] }) == []) }
  }

  @Test(arguments: [
    "--buffer-size=16M", "--buffer-size=256Mi", "--buffer-size=0", "--buffer-size=1024", "--timeout=1m30s",
    "--timeout=5m", "--contimeout=10s", "--transfers=8", "--fast-list", "--fast-list=true",
    "--s3-storage-class=GLACIER_IR",
    "--s3-chunk-size=64M", "--s3-upload-concurrency=4", "--s3-no-check-bucket", "--bwlimit=10M:1M",
    "--user-agent=x/1",
    "--s3-server-side-encryption=aws:kms", "--s3-force-path-style=false", "--tpslimit=10",
  ])
  func `a flag that tunes is taken`(flag: String) {
    #expect(fields(bucket { $0.additionalFlags = [flag] }) == [])
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
    "type = union\nupstreams = /", "type = s3\nenv_auth = true", "type = azureblob\naccount = 127.0.0.1:8443/x?",
    "type = b2\naccount = a b", "type = drive\nservice_account_credentials = no json",
    #"type = google cloud storage\nservice_account_credentials = {"token_uri":"http://127.0.0.1:3000/x"}"#
      .replacingOccurrences(of: "\\n", with: "\n"),
  ])
  func `what reaches this machine or runs something is refused`(text: String) {
    #expect {
      try RcloneRemote(parsing: text, field: "rcloneConfig")
    } throws: { ($0 as? SlipwayError)?.details.keys.contains("rcloneConfig") == true }
  }

  @Test func `the key file that Google gives is taken`() throws {
    let key =
      #"{"type":"service_account","private_key":"-----\nx","token_uri":"https://oauth2.googleapis.com/token"}"#
    let remote = try RcloneRemote(
      parsing: "type = google cloud storage\nservice_account_credentials = \(key)", field: "rcloneConfig")
    #expect(remote.speaksWeb && remote.options.count == 1)
  }

  @Test func `what is not reached by the web's protocols is dialled where it was found`() throws {
    let sftp = try RcloneRemote(parsing: "type = sftp\nhost = backup.test\nuser = me", field: "rcloneConfig")
    #expect(!sftp.speaksWeb)
    #expect(sftp.text(at: "203.0.113.9").reveal() == "type = sftp\nhost = 203.0.113.9\nuser = me\n")
    #expect(sftp.text(at: "2001:db8::1").reveal().contains("host = [2001:db8::1]\n"))
    let ftps = try RcloneRemote(parsing: "type = ftp\nhost = backup.test\ntls = true", field: "rcloneConfig")
    #expect(ftps.text(at: "203.0.113.9").reveal().contains("host = backup.test\n"), "its certificate has the name")
  }

  @Test func `every address that a remote leads to is looked at`() throws {
    let remote = try RcloneRemote(
      parsing: "type = swift\nauth = http://127.0.0.1:5000\nstorage_url = https://swift.example.org",
      field: "rcloneConfig")
    #expect(remote.addresses == ["http://127.0.0.1:5000", "https://swift.example.org"])
  }
}
