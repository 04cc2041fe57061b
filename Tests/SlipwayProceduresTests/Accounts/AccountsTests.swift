import Foundation
import SlipwayCore
import SlipwayEngine
import SlipwayHost
import SlipwayProcedures
import SlipwayStore
import SlipwayTesting
import Synchronization
import Testing

@Suite("Passwords")
struct PasswordsTests {
  @Test("are yescrypt hashes with a salt of their own, and bcrypt ones are understood")
  func hashes() async throws {
    let passwords = Passwords()
    let (one, two) = (try await passwords.hash("correct horse"), try await passwords.hash("correct horse"))
    #expect(one.reveal().hasPrefix("$y$"))
    #expect(one != two)
    #expect(try await passwords.verify("correct horse", one))
    #expect(try await !passwords.verify("correct horsf", one))
    let bcrypt = Secret("$2a$05$CCCCCCCCCCCCCCCCCCCCC.E5YPO9kmyuRGyh0XouQYb4YMJKvyOeW")
    #expect(try await passwords.verify("U*U", bcrypt))
    #expect(try await !passwords.verify("U*V", bcrypt))
    #expect(try await !passwords.verify("anything", Secret("garbage")))
    #expect(try await !passwords.verify("", Secret("")))
  }

  @Test("cost as much for users that do not exist")
  func nobody() async throws {
    let hash = try await Passwords().hash("correct horse")
    // What a hash costs is the method and the parameters in front of its salt.
    func cost(_ hash: Secret) -> [Substring] { hash.reveal().split(separator: "$").prefix(2).map { $0 } }
    #expect(cost(hash) == ["y", "j9T"])
    #expect(cost(Passwords.nobody) == cost(hash))
    #expect(try await !Passwords().verify("wrong password", nil))
  }

  @Test(
    "must have 8 to 128 characters", arguments: ["", "1234567", String(repeating: "x", count: 129), "with\u{0}zero"])
  func lengths(password: String) async throws {
    await #expect(throws: SlipwayError.self) { try await Passwords().hash(password) }
  }
}

@Suite("Sign-in limits")
struct SignInLimiterTests {
  private let now = TestCall.now

  @Test("count per account and address, and per address over all accounts")
  func limits() throws {
    let limiter = SignInLimiter()
    for _ in 0..<10 { try limiter.begin(email: "A@b.test", address: "192.0.2.1", now: now) }
    let error = #expect(throws: SlipwayError.self) {
      try limiter.begin(email: "a@b.test", address: "192.0.2.1", now: now)
    }
    #expect(error?.details["retryAfter"] == "900")
    try limiter.begin(email: "a@b.test", address: "192.0.2.2", now: now)
    try limiter.begin(email: "a@b.test", address: "192.0.2.1", now: now + 901)
    for number in 0..<49 { try limiter.begin(email: "\(number)@b.test", address: "192.0.2.1", now: now + 901) }
    #expect(throws: SlipwayError.self) {
      try limiter.begin(email: "new@b.test", address: "192.0.2.1", now: now + 901)
    }
  }

  @Test("are not passed by trying many passwords at once")
  func parallel() async throws {
    let limiter = SignInLimiter()
    let now = now
    let allowed = await withTaskGroup(of: Int.self) { group in
      for _ in 0..<100 {
        group.addTask { (try? limiter.begin(email: "a@b.test", address: "192.0.2.1", now: now)) == nil ? 0 : 1 }
      }
      return await group.reduce(0, +)
    }
    #expect(allowed == 10)
  }

  @Test("give back the attempt of somebody who signed in")
  func success() throws {
    let limiter = SignInLimiter()
    for _ in 0..<200 {
      try limiter.begin(email: "a@b.test", address: "192.0.2.1", now: now)
      limiter.succeed(email: "a@b.test", address: "192.0.2.1")
    }
  }

  @Test("remember a bounded number of names")
  func memory() {
    let windows = RateWindows(capacity: 100)
    for number in 0..<10_000 {
      _ = windows.take("n\(number)", RateLimit(count: 1, seconds: 60), now: now + Double(number) / 1000)
    }
    #expect(windows.take("n9999", RateLimit(count: 1, seconds: 60), now: now) != nil)
    #expect(windows.take("n0", RateLimit(count: 1, seconds: 60), now: now) == nil)
  }
}

@Suite("Sessions and keys")
struct SessionKeeperTests {
  /// A clock that tests move.
  private final class Clock: Sendable {
    private let time = Mutex(TestCall.now)
    var now: Date { time.withLock { $0 } }
    func advance(_ seconds: TimeInterval) { time.withLock { $0 += seconds } }
  }

  private static func engine(_ test: TestCall, _ clock: Clock) -> Engine {
    Engine(
      store: test.store, hosts: test.engine.hosts, bus: test.engine.bus, configuration: test.engine.configuration,
      now: { clock.now })
  }

  @Test("slide by use and end three days after the last")
  func sliding() async throws {
    let (test, clock) = (try await TestCall.make(procedures: []), Clock())
    let sessions = SessionKeeper(engine: Self.engine(test, clock))
    let user = test.acme.caller().user
    let token = try await test.store.write { try sessions.begin(user, RequestInfo(id: ""), in: $0) }
    #expect(try await sessions.find(token)?.isProlonged == false)
    for _ in 0..<4 {
      clock.advance(2 * 86400)
      #expect(try await sessions.find(token)?.isProlonged == true)
    }
    clock.advance(3 * 86400 + 1)
    #expect(try await sessions.find(token) == nil)
  }

  @Test("keep only digests, and end for whoever left the organisation")
  func digests() async throws {
    let test = try await TestCall.make(procedures: [])
    let sessions = SessionKeeper(engine: test.engine)
    let (user, organization) = (test.acme.caller(.member).user, test.acme.organization.id)
    let token = try await test.store.write { transaction in
      // Members' first organisation is the only one they are in.
      try sessions.begin(user, RequestInfo(id: ""), in: transaction)
    }
    let rows = try await test.store.read { try $0.sessions.all(of: user.id) }
    #expect(rows.map(\.tokenDigest) == [TokenDigest.of(token)])
    #expect(!"\(rows)".contains(token))
    #expect(try await sessions.find(token)?.caller.role == .member)
    try await test.store.write { transaction in
      if let member = try transaction.members.of(user: user.id, in: organization) {
        try transaction.members.delete(member.id)
      }
    }
    #expect(try await sessions.find(token) == nil)
  }

  @Test("keys end with their time and obey their own limit")
  func keys() async throws {
    let (test, clock) = (try await TestCall.make(procedures: []), Clock())
    let keeper = APIKeyKeeper(engine: Self.engine(test, clock))
    let fresh = APIKeyKeeper.generate(prefix: "ci_")
    #expect(fresh.key.hasPrefix("ci_") && fresh.start == String(fresh.key.prefix(6)))
    let key = APIKey(
      name: "ci", start: fresh.start, digest: fresh.digest, userID: test.acme.caller().user.id,
      organizationID: test.acme.organization.id, expiresAt: clock.now + 1000, createdAt: clock.now, rateLimitMax: 2,
      rateLimitWindow: .seconds(60))
    try await test.store.write { try $0.apiKeys.insert(key) }
    #expect(try await keeper.find(fresh.key)?.role == .owner)
    #expect(try await keeper.find(fresh.key) != nil)
    let error = await #expect(throws: SlipwayError.self) { try await keeper.find(fresh.key) }
    #expect(error?.code == .tooManyRequests)
    clock.advance(61)
    #expect(try await keeper.find(fresh.key) != nil)
    clock.advance(1000)
    #expect(try await keeper.find(fresh.key) == nil)
    #expect(try await keeper.find("") == nil)
    #expect(try await keeper.find(String(repeating: "x", count: 10_000)) == nil)
  }
}
