import SlipwayCore
import Testing

@testable import SlipwayCompose

struct ComposeDangersTests {
  private func dangers(_ text: String, _ environment: [String: String] = [:]) throws -> [ComposeDanger] {
    try ComposeDangers.all(in: text, environment: environment, openNetworks: ["slipway"])
  }

  private func inService(_ line: String, _ environment: [String: String] = [:]) throws -> [ComposeDanger] {
    try dangers("services:\n  web:\n    image: x\n    \(line)\n", environment)
  }

  @Test(arguments: [
    "privileged: true", "privileged: \"yes\"", "privileged: ${X:-true}", "use_api_socket: true", "network_mode: host",
    "network_mode: container:other", "network_mode: other_default", "pid: host", "ipc: host", "userns_mode: host",
    "uts: host", "cgroup: host", "cap_add: [SYS_ADMIN]", "cap_add: [ALL]", "cap_add: [CAP_SYS_PTRACE]",
    "security_opt: [apparmor:unconfined]", "devices: [/dev/kvm]", "device_cgroup_rules: ['c 1:3 mr']", "gpus: all",
    "cgroup_parent: /", "runtime: nvidia", "provider: {type: x}", "external_links: [other]", "volumes: ['/:/host']",
    "volumes: [/var/run/docker.sock:/s]", "volumes: ['/etc/localtime:/etc/localtime']", "volumes: ['~/x:/x']",
    "volumes: [../../x:/x]", "volumes: [./a/../../b:/x]",
    "volumes: ['${ROOT}:/x']", "volumes: ['${NO:-/}:/x']", "volumes: [$ROOT/etc:/x]", "volumes: [../files/../..:/x]",
    "volumes: [{type: bind, source: /etc, target: /x}]", "volumes: [{type: npipe, source: x, target: /x}]",
    "volumes: [{type: '${BIND}', source: /, target: /x}]", "volumes_from: ['container:other']",
    "env_file: /etc/environment", "env_file: [{path: ../../x}]", "label_file: /etc/x",
    "extends: {file: ../other.yml, service: a}", "build: /", "build: {context: ../..}",
    "build: {context: ., network: host}",
    "build: {context: ., privileged: true}", "build: {context: ., entitlements: [security.insecure]}",
    "build: {context: ., ssh: [default]}", "build: {context: ., additional_contexts: [a=/etc]}",
    "build: {context: ., additional_contexts: {a: /etc}}", "build: {context: ., cache_to: ['type=local,dest=/x']}",
    "post_start: [{command: x, privileged: true}]", "deploy: {resources: {reservations: {devices: [{driver: x}]}}}",
  ])
  func `What asks for the host is found with its line`(line: String) throws {
    let found = try inService(line, ["ROOT": "/", "BIND": "bind"])
    #expect(found.count == 1 && found.first?.line == 4, "\(found)")
    #expect(found.first?.path.hasPrefix("services.web.") == true)
  }

  @Test(arguments: [
    "privileged: false", "privileged: ${X:-false}", "network_mode: service:db", "network_mode: none",
    "pid: service:db",
    "cap_add: [NET_BIND_SERVICE, chown]", "cap_drop: [ALL]", "security_opt: [no-new-privileges:true]", "devices: []",
    "volumes: ['data:/x', './x:/x', '/x', '../files/x:/x', '${NO:-./x}:/x']", "env_file: [.env, ./a/b.env]",
    "volumes: [{type: volume, source: data, target: /x}, {type: bind, source: ./x, target: /x}]",
    "build: .", "build: {context: ./app, additional_contexts: {a: 'https://x/y'}}", "build: https://x/y.git",
    "volumes: ['/etc/localtime:/etc/localtime:ro']", "extends: {service: other}",
    "extends: {file: other.yml, service: a}", "runtime: runc", "tmpfs: /tmp",
    "extra_hosts: [a:1.2.3.4]",
  ])
  func `What stays within the stack is fine`(line: String) throws {
    #expect(try inService(line, ["ROOT": "/"]).isEmpty)
  }

  @Test(arguments: [
    "volumes: {a: {external: true}}", "volumes: {a: {name: other_data}}", "volumes: {a: {driver: nfs}}",
    "volumes: {a: {driver_opts: {type: none, o: bind, device: /}}}", "networks: {a: {external: true}}",
    "networks: {a: {external: {name: other}}}", "networks: {a: {name: other_default}}",
    "networks: {a: {driver: macvlan}}", "configs: {a: {file: /etc/shadow}}", "secrets: {a: {external: true}}",
    "include: [../other.yml]",
  ])
  func `What belongs to others is found`(line: String) throws {
    #expect(try dangers("services: {web: {image: x}}\n\(line)\n").map(\.line) == [2])
  }

  @Test func `Networks for everybody, the stack's own files and volumes in memory are fine`() throws {
    let rest = """
      networks: {slipway: {external: true}, dokploy-network: {external: true}, own: {internal: true}}
      configs: {a: {file: ./a}, b: {content: x}, c: {file: ../files/c}}
      volumes: {a: , b: {driver: local, driver_opts: {type: tmpfs, device: tmpfs}}}
      """
    #expect(try dangers("services: {web: {image: x}}\n\(rest)\n").isEmpty)
  }

  @Test func `An anchor hides nothing`() throws {
    let found = try dangers(
      """
      x-base: &base
        privileged: true
      services:
        web:
          <<: *base
          image: x
      """)
    #expect(found.map(\.sentence) == ["line 2: services.web.privileged gives the container all of the host"])
  }

  @Test(arguments: [
    ("'../files:/a', '../files/x:/b'", 1), ("'.:/app', './conf/a:/c:ro'", 1), ("'./a:/a', '../files/a/b:/b'", 1),
    ("{type: bind, source: ./a, target: /a}, {type: bind, source: ./a/b, target: /b}", 1),
    ("'.:/app:ro', './a:/b'", 0), ("'./a:/a', './ab:/b'", 0), ("'./a:/a', './a:/b'", 0),
    ("'./a/b:/a:ro', './c:/b'", 0),
  ])
  func `What lies in a folder that containers write to can be led elsewhere`(volumes: String, count: Int) throws {
    let found = try inService("volumes: [\(volumes)]")
    #expect(
      found.filter { $0.reason.contains("led to any other") }.count == count && found.count == count, "\(found)")
  }

  @Test func `A config out of a folder that another service writes to is found`() throws {
    let found = try dangers(
      "services: {web: {image: x, volumes: ['../files:/f']}}\nconfigs: {a: {file: ../files/a}, b: {content: x}}\n")
    #expect(found.map(\.path) == ["configs.a.file"])
  }

  @Test func `A digest stands for what is asked, wherever it stands`() throws {
    let first = try #require(try inService("volumes: ['${DIR}:/x']", ["DIR": "/srv"]).first)
    #expect(
      try dangers("services:\n\n  web:\n    image: x\n    volumes: ['/srv:/x']\n").map(\.digest) == [first.digest])
    for other in ["volumes: ['/etc:/x']", "volumes: ['/srv:/y']", "volumes: ['/srv:/x:ro']"] {
      #expect(try inService(other).map(\.digest) != [first.digest], "\(other)")
    }
    #expect(try dangers("services: {db: {image: x, volumes: ['/srv:/x']}}").map(\.digest) != [first.digest])
    let service = "services: {web: {image: x}}\n"
    let volume = try dangers(service + "volumes: {a: {external: true, name: one}}\n").map(\.digest)
    #expect(try dangers(service + "volumes: {a: {external: true, name: two}}\n").map(\.digest) != volume)
  }

  @Test(arguments: [
    "image: y", "image: x\n    build: .", "image: x\n    command: rm -rf /", "image: x\n    entrypoint: [sh]",
  ])
  func `a leave for a wish is for what was seen to wish it`(program: String) throws {
    func file(_ program: String) -> String { "services:\n  web:\n    \(program)\n    privileged: true\n" }
    let seen = try dangers(file("image: x"))
    #expect(try dangers(file("image: x\n    restart: always")).map(\.digest) == seen.map(\.digest))
    #expect(try dangers(file("image: ${IMAGE}"), ["IMAGE": "x"]).map(\.digest) == seen.map(\.digest))
    let other = try dangers(file(program))
    #expect(other.map(\.sentence).map { $0.contains("privileged") } == [true])
    #expect(other.map(\.digest) != seen.map(\.digest))
  }

  @Test func `What was allowed is refused no more, and everything else is`() throws {
    let found = try dangers("services: {a: {image: x, pid: host, ipc: host}}")
    try ComposeDangers.refuse(found, allowed: found.map(\.digest))
    let error = #expect(throws: SlipwayError.self) {
      try ComposeDangers.refuse(found, allowed: [found[0].digest])
    }
    #expect(error?.message.contains("services.a.ipc") == true && error?.message.contains("server's owner") == true)
  }

  @Test func `A refusal names every line and who can help`() {
    let error = #expect(throws: SlipwayError.self) {
      try ComposeDangers.refuse(
        in: "services:\n  a: {image: x, pid: host}\n  b: {image: x, ipc: host}\n", environment: [:], openNetworks: [])
    }
    #expect(error?.code == .forbidden && error?.message.contains("line 2: services.a.pid") == true)
    #expect(error?.details["composeFile"]?.contains("line 3: services.b.ipc") == true)
    #expect(error?.message.contains("owner") == true)
  }
}
