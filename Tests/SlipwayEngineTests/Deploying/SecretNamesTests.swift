import SlipwayCore
import Testing

@testable import SlipwayEngine

struct SecretNamesTests {
  @Test(arguments: [
    "DBPASS", "DB_PASS", "db_pwd", "MYSQL_PWD", "MONGO_URI", "MONGOURI", "URI_BASE", "API_KEY", "SESSION_SECRET",
    "PGPASSWORD",
  ])
  func `Names that tell a secret`(name: String) { #expect(SecretNames.contains(name)) }

  @Test(arguments: ["PWD", "OLDPWD", "SECURITY_LEVEL", "NODE_ENV", "PORT", "CURIOUS"])
  func `Names that tell none`(name: String) { #expect(!SecretNames.contains(name)) }

  @Test func `A password inside of an address is a secret under any name`() {
    let secrets = SecretNames.secrets(in: "UPSTREAM", "amqp://me:p%40ss-word@queue:5672/x")
    #expect(secrets.map { $0.reveal() } == ["amqp://me:p%40ss-word@queue:5672/x", "p%40ss-word", "p@ss-word"])
    #expect(SecretNames.secrets(in: "UPSTREAM", "amqp://queue:5672/x@y:z").isEmpty)
    #expect(SecretNames.secrets(in: "UPSTREAM", "http://me@host").isEmpty)
  }
}
