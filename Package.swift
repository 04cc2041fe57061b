// swift-tools-version: 6.2
import PackageDescription

/// Every target of ours: Swift 6, explicit existentials, imports that say whether they leak, no warnings.
let settings: [SwiftSetting] = [
  .enableUpcomingFeature("ExistentialAny"),
  .enableUpcomingFeature("MemberImportVisibility"),
  .enableUpcomingFeature("InternalImportsByDefault"),
  .treatAllWarnings(as: .error),
]

/// What a release is linked with (docs/adr/0042): nothing exported, relocations packed, by the linker that can.
let releaseLinking: [LinkerSetting] = [
  .unsafeFlags(
    [
      "-use-ld=lld", "-Xlinker", "--no-export-dynamic", "-Xlinker", "-z", "-Xlinker", "pack-relative-relocs",
    ], .when(platforms: [.linux], configuration: .release))
]

let logging: Target.Dependency = .product(name: "Logging", package: "swift-log")
let lifecycle: Target.Dependency = .product(name: "ServiceLifecycle", package: "swift-service-lifecycle")
let crypto: Target.Dependency = .product(name: "Crypto", package: "swift-crypto")
/// RSA: GitHub takes nothing else from its apps.
let cryptoExtras: Target.Dependency = .product(name: "CryptoExtras", package: "swift-crypto")
let hummingbird: Target.Dependency = .product(name: "Hummingbird", package: "hummingbird")
let nioCore: Target.Dependency = .product(name: "NIOCore", package: "swift-nio")
let nioPosix: Target.Dependency = .product(name: "NIOPosix", package: "swift-nio")
let nioHTTP1: Target.Dependency = .product(name: "NIOHTTP1", package: "swift-nio")
let asyncAlgorithms: Target.Dependency = .product(name: "AsyncAlgorithms", package: "swift-async-algorithms")

let package = Package(
  name: "slipway",
  products: [.executable(name: "slipway", targets: ["slipway"])],
  dependencies: [
    // The HTTP server: router, middleware, graceful stop.
    .package(url: "https://github.com/hummingbird-project/hummingbird.git", exact: "2.28.1"),
    // Sockets and HTTP codecs below it; WebSocket frames; hijacked Docker streams.
    .package(url: "https://github.com/apple/swift-nio.git", exact: "2.101.2"),
    // Speaks HTTP to the Docker Engine's socket and to the outside world.
    .package(url: "https://github.com/swift-server/async-http-client.git", exact: "1.37.0"),
    // Its TLS: named only to ask the proxy for a host before its certificate has come.
    .package(url: "https://github.com/apple/swift-nio-ssl.git", exact: "2.37.6"),
    // HTTP's currency types, and their NIO codecs, as Hummingbird uses them.
    .package(url: "https://github.com/apple/swift-http-types.git", exact: "1.8.0"),
    .package(url: "https://github.com/apple/swift-nio-extras.git", exact: "1.35.2"),
    // Everything that lives long is a Service in one ServiceGroup.
    .package(url: "https://github.com/swift-server/swift-service-lifecycle.git", exact: "2.13.0"),
    // AsyncChannel: a rendezvous between producers and the one WebSocket writer.
    .package(url: "https://github.com/apple/swift-async-algorithms.git", exact: "1.1.4"),
    // Structured logs with a task-local logger.
    .package(url: "https://github.com/apple/swift-log.git", exact: "1.16.2"),
    // AES-GCM for sealed secrets, HMAC for webhooks and sessions, Ed25519 for SSH keys.
    .package(url: "https://github.com/apple/swift-crypto.git", exact: "4.5.2"),
    // Runs git, ssh and the builders without a shell.
    .package(url: "https://github.com/swiftlang/swift-subprocess.git", exact: "1.0.2"),
    // The SQLite driver: pool, WAL, busy handling. Used in SQLiteDatabase.swift only.
    .package(url: "https://github.com/groue/GRDB.swift.git", exact: "7.10.0"),
    // Writes Traefik's documents, so that no hostname can break out of its scalar.
    .package(url: "https://github.com/jpsim/Yams.git", exact: "6.2.2"),
    // The command line.
    .package(url: "https://github.com/apple/swift-argument-parser.git", exact: "1.8.2"),
  ],
  targets: [
    // libcrypt: yescrypt (memory-hard) and bcrypt password hashes.
    .systemLibrary(name: "CCrypt", providers: [.apt(["libcrypt-dev"])]),
    // malloc's settings: few heaps, so that little lies idle.
    .systemLibrary(name: "CMalloc"),
    // zlib: inflates the entries of an uploaded zip.
    .systemLibrary(name: "CZlib", providers: [.apt(["zlib1g-dev"])]),
    // libpq, the PostgreSQL client, loaded when the store is on a server.
    .target(name: "CPostgres", linkerSettings: [.linkedLibrary("dl")]),
    // The vocabulary: entities, identifiers, secrets, events, errors, configuration. No I/O.
    .target(name: "SlipwayCore", dependencies: [logging, crypto], swiftSettings: settings),
    // Keeps it: the SQL seam, migrations, tables, the job table.
    .target(
      name: "SlipwayStore",
      dependencies: ["SlipwayCore", "CPostgres", logging, .product(name: "GRDB", package: "GRDB.swift")],
      swiftSettings: settings),
    // Reaches machines: commands and files, the Docker Engine API, outgoing HTTP.
    .target(
      name: "SlipwayHost",
      dependencies: [
        "SlipwayCore", logging, crypto, nioCore, nioPosix, nioHTTP1,
        .product(name: "AsyncHTTPClient", package: "async-http-client"),
        .product(name: "NIOSSL", package: "swift-nio-ssl"),
        .product(name: "Subprocess", package: "swift-subprocess"),
      ],
      swiftSettings: settings),
    // Measures a machine and its containers, and remembers it. Runs anywhere, without a database.
    .target(
      name: "SlipwayAgent", dependencies: ["SlipwayCore", "SlipwayHost", logging, lifecycle, crypto],
      swiftSettings: settings),
    // Reads compose files and templates, and says what would run: texts in, texts out.
    .target(
      name: "SlipwayCompose",
      dependencies: ["SlipwayCore", crypto, .product(name: "Yams", package: "Yams")], swiftSettings: settings),
    // Keeps what services wrote when their containers are gone, finds lines in it, and counts what the proxy was asked.
    .target(
      name: "SlipwayLogs", dependencies: ["SlipwayCore", "SlipwayStore", "SlipwayHost", "CZlib", logging, lifecycle],
      swiftSettings: settings),
    // Speaks to git providers: GitHub, GitLab, Gitea, Bitbucket. What they answer, as values.
    .target(
      name: "SlipwayProviders", dependencies: ["SlipwayCore", "SlipwayHost", logging, crypto, cryptoExtras],
      swiftSettings: settings),
    // Reads a source tree and says how it is built: files in, a plan and a Dockerfile out.
    .target(name: "SlipwayDetection", dependencies: ["SlipwayCore"], swiftSettings: settings),
    // Does it: sources, builders, releases, health, routes, jobs, caretakers.
    .target(
      name: "SlipwayEngine",
      dependencies: [
        "SlipwayCore", "SlipwayStore", "SlipwayHost", "SlipwayAgent", "SlipwayCompose", "SlipwayLogs",
        "SlipwayProviders", "SlipwayDetection", "CZlib", logging, lifecycle, crypto,
        nioCore,
        .product(name: "Yams", package: "Yams"),
      ],
      resources: [.copy("Catalog")],
      swiftSettings: settings),
    // Says what lies on a Docker Engine, whose it is, what needs it and what may go.
    .target(
      name: "SlipwayInventory",
      dependencies: [
        "SlipwayCore", "SlipwayStore", "SlipwayHost", "SlipwayLogs", "SlipwayEngine", logging, lifecycle,
      ],
      swiftSettings: settings),
    // Says how it goes over the wire: the types of answers, JSON in and out, its schema.
    .target(
      name: "SlipwayAnswers",
      dependencies: [
        "SlipwayCore", "SlipwayStore", "SlipwayHost", "SlipwayCompose", "SlipwayProviders", "SlipwayEngine",
        "SlipwayInventory",
      ],
      swiftSettings: settings),
    // Says what can be asked: procedures, access, accounts.
    .target(
      name: "SlipwayProcedures",
      dependencies: [
        "SlipwayCore", "SlipwayStore", "SlipwayHost", "SlipwayAgent", "SlipwayCompose", "SlipwayLogs",
        "SlipwayProviders", "SlipwayDetection", "SlipwayEngine", "SlipwayInventory", "SlipwayAnswers", "CCrypt",
        logging, crypto, nioCore, nioPosix,
      ],
      swiftSettings: settings),
    // Answers: the HTTP server, the doors, streams, webhooks.
    .target(
      name: "SlipwayServer",
      dependencies: [
        "SlipwayCore", "SlipwayStore", "SlipwayHost", "SlipwayAgent", "SlipwayLogs", "SlipwayProviders",
        "SlipwayEngine", "SlipwayInventory", "SlipwayAnswers", "SlipwayProcedures",
        logging, lifecycle, crypto, hummingbird, nioCore, nioPosix, nioHTTP1, asyncAlgorithms,
        .product(name: "NIOWebSocket", package: "swift-nio"),
        .product(name: "HummingbirdCore", package: "hummingbird"),
        .product(name: "HummingbirdTLS", package: "hummingbird"),
        .product(name: "NIOSSL", package: "swift-nio-ssl"),
        .product(name: "HTTPTypes", package: "swift-http-types"),
        .product(name: "NIOHTTPTypes", package: "swift-nio-extras"),
        .product(name: "NIOHTTPTypesHTTP1", package: "swift-nio-extras"),
      ],
      swiftSettings: settings),
    // Shows it: pages, components, assets.
    .target(
      name: "SlipwayWeb",
      dependencies: [
        "SlipwayCore", "SlipwayStore", "SlipwayAgent", "SlipwayLogs", "SlipwayCompose", "SlipwayProviders",
        "SlipwayDetection", "SlipwayEngine", "SlipwayInventory", "SlipwayAnswers", "SlipwayProcedures",
        "SlipwayServer", logging, crypto, hummingbird, nioCore,
        .product(name: "HTTPTypes", package: "swift-http-types"),
      ],
      resources: [.copy("Assets")],
      swiftSettings: settings),
    // Fakes, fixtures, temporary stores. Only tests may import it.
    .target(
      name: "SlipwayTesting",
      dependencies: [
        "SlipwayCore", "SlipwayStore", "SlipwayHost", "SlipwayProviders", "SlipwayEngine", "SlipwayAnswers",
        "SlipwayProcedures", "SlipwayServer", logging, crypto, cryptoExtras,
        nioCore, nioPosix, nioHTTP1, hummingbird,
        .product(name: "HTTPTypes", package: "swift-http-types"),
        .product(name: "HummingbirdTesting", package: "hummingbird"),
        .product(name: "AsyncHTTPClient", package: "async-http-client"),
        .product(name: "Subprocess", package: "swift-subprocess"),
      ],
      swiftSettings: settings),
    // The executable: reads the command line, builds the parts, runs the chosen services.
    .executableTarget(
      name: "slipway",
      dependencies: [
        "CMalloc",
        "SlipwayCore", "SlipwayStore", "SlipwayHost", "SlipwayAgent", "SlipwayEngine", "SlipwayInventory",
        "SlipwayAnswers", "SlipwayProcedures", "SlipwayServer", "SlipwayWeb", logging, lifecycle,
        .product(name: "UnixSignals", package: "swift-service-lifecycle"),
        .product(name: "ArgumentParser", package: "swift-argument-parser"),
      ],
      swiftSettings: settings, linkerSettings: releaseLinking),
  ] + testTargets + measuringTargets,
  swiftLanguageModes: [.v6]
)

/// One test target a module, mirroring its folders; contract and end-to-end tests beside them.
var testTargets: [Target] {
  let all: [Target.Dependency] = [
    "SlipwayCore", "SlipwayStore", "SlipwayHost", "SlipwayAgent", "SlipwayCompose", "SlipwayLogs",
    "SlipwayProviders", "SlipwayDetection", "SlipwayEngine", "SlipwayInventory", "SlipwayAnswers",
    "SlipwayProcedures", "SlipwayServer", "SlipwayWeb", "SlipwayTesting", logging, crypto, cryptoExtras, lifecycle,
    hummingbird,
    nioCore, nioPosix,
    .product(name: "HTTPTypes", package: "swift-http-types"),
    .product(name: "HummingbirdTesting", package: "hummingbird"),
    .product(name: "AsyncHTTPClient", package: "async-http-client"),
    .product(name: "Yams", package: "Yams"),
  ]
  return [
    "SlipwayCoreTests", "SlipwayStoreTests", "SlipwayHostTests", "SlipwayAgentTests", "SlipwayComposeTests",
    "SlipwayLogsTests", "SlipwayProvidersTests", "SlipwayDetectionTests", "SlipwayEngineTests",
    "SlipwayInventoryTests", "SlipwayAnswersTests", "SlipwayProceduresTests", "SlipwayServerTests", "SlipwayWebTests",
    "ContractTests",
    "EndToEndTests",
  ].map { .testTarget(name: $0, dependencies: all, swiftSettings: settings) }
}

/// What `Benchmarks/bench.sh` measures parts with that no door leads to; nobody else builds it.
var measuringTargets: [Target] {
  guard Context.environment["SLIPWAY_BENCHMARKS"] != nil else { return [] }
  return [
    .executableTarget(
      name: "measure", dependencies: ["SlipwayCore", "SlipwayHost"], path: "Benchmarks/Measure",
      swiftSettings: settings, linkerSettings: releaseLinking)
  ]
}
