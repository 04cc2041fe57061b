import Foundation
import SlipwayCore
import Testing

@testable import SlipwayCompose

/// Judges what Docker Compose answers, as it answers it.
struct ComposeJudgeTests {
  private static let own: ComposeOwn = {
    var own = ComposeOwn(
      appName: "shop", folders: .read(checkout: "/w/checkout", files: "/w/files"), sharedNetwork: "slipway-network")
    own.networks = ["team"]
    return own
  }()

  private func dangers(_ json: String, _ own: ComposeOwn = own) throws -> [ComposeDanger] {
    ComposeJudge.dangers(in: try StackModel(json: Data(json.utf8)).root, own: own)
  }

  private func inService(_ fields: String, more: String = "") throws -> [ComposeDanger] {
    try dangers(#"{"name": "shop", "services": {"web": {"image": "x", \#(fields)}, "db": {"image": "y"}}\#(more)}"#)
  }

  @Test(arguments: [
    #""privileged": true"#, #""privileged": "yes""#, #""use_api_socket": true"#, #""network_mode": "host""#,
    #""network_mode": "container:other""#, #""network_mode": "service:other""#, #""network_mode": "other_default""#,
    #""pid": "host""#, #""ipc": "host""#, #""ipc": "container:x""#, #""userns_mode": "host""#, #""uts": "host""#,
    #""cgroup": "host""#, #""cap_add": ["SYS_ADMIN"]"#, #""cap_add": ["ALL"]"#, #""cap_add": ["CAP_SYS_PTRACE"]"#,
    #""security_opt": ["apparmor:unconfined"]"#, #""security_opt": ["no-new-privileges:false"]"#,
    #""devices": [{"source": "/dev/kvm", "target": "/dev/kvm", "permissions": "rwm"}]"#,
    #""device_cgroup_rules": ["c 1:3 mr"]"#, #""gpus": [{"count": -1}]"#, #""cgroup_parent": "/""#,
    #""runtime": "nvidia""#, #""provider": {"type": "x"}"#, #""external_links": ["other"]"#,
    #""models": {"m": null}"#,
    #""links": ["other:o"]"#, #""volumes_from": ["container:other"]"#, #""volumes_from": ["other"]"#,
    #""credential_spec": {"file": "x"}"#, #""annotations": {"a": "b"}"#, #""storage_opt": {"size": "1g"}"#,
    #""env_file": ["a"]"#, #""label_file": ["a"]"#, #""extends": {"service": "db"}"#, #""something_new": 1"#,
    #""oom_score_adj": -500"#, #""oom_kill_disable": true"#, #""sysctls": {"kernel.core_pattern": "|/x"}"#,
    #""post_start": [{"command": ["x"], "privileged": true}]"#, #""pre_stop": [{"command": ["x"], "image": "y"}]"#,
    #""deploy": {"resources": {"reservations": {"devices": [{"driver": "x"}]}}}"#, #""deploy": {"new": 1}"#,
    #""logging": {"driver": "splunk", "options": {"splunk-url": "http://127.0.0.1:3000"}}"#,
    #""logging": {"driver": "syslog", "options": {"syslog-address": "unixgram:///dev/log"}}"#,
    #""logging": {"driver": "awslogs"}"#, #""logging": {"driver": "json-file", "options": {"gelf-address": "x"}}"#,
    #""logging": "splunk""#, #""secrets": [{"source": "other"}]"#, #""networks": {"other": null}"#,
    #""ports": [{"target": 80, "new": "x"}]"#, #""networks": {"default": {"driver_opts": {"a": "b"}}}"#,
    #""networks": {"default": {"link_local_ips": ["169.254.169.254"]}}"#, #""isolation": "process""#,
  ])
  func `what is not known to stay within the stack is a danger of the service`(fields: String) throws {
    let found = try inService(fields)
    #expect(found.count == 1 && found.first?.path.hasPrefix("services.web.") == true, "\(found)")
  }

  @Test(arguments: [
    #""privileged": false"#, #""network_mode": "service:db""#, #""network_mode": "none""#, #""pid": "service:db""#,
    #""ipc": "private""#, #""cap_add": ["NET_BIND_SERVICE", "chown"]"#, #""cap_drop": ["ALL"]"#,
    #""security_opt": ["no-new-privileges:true"]"#, #""devices": []"#, #""runtime": "runc""#, #""tmpfs": ["/tmp"]"#,
    #""extra_hosts": ["a=1.2.3.4"]"#, #""sysctls": {"net.core.somaxconn": "1"}"#, #""oom_score_adj": 5"#,
    #""logging": {"driver": "json-file", "options": {"max-size": "1m", "max-file": "3"}}"#,
    #""logging": {"driver": "none"}"#, #""volumes_from": ["db:ro"]"#, #""links": ["db:d"]"#, #""x-own": {"a": 1}"#,
    #""command": null, "entrypoint": null, "environment": {"A": "$$x"}, "labels": {"a": "b"}"#,
    #""healthcheck": {"test": ["CMD", "x"]}, "depends_on": {"db": {"condition": "service_started"}}"#,
    #""deploy": {"mode": "replicated", "resources": {"limits": {"cpus": 1, "memory": "5", "pids": 5}}, "placement": {}}"#,
    #""ports": [{"mode": "ingress", "target": 80, "published": "8080", "protocol": "tcp", "host_ip": "127.0.0.1"}]"#,
    #""networks": {"default": {"aliases": ["a"], "ipv4_address": "10.9.0.3"}}, "build": {"context": "/w/checkout"}"#,
    #""post_start": [{"command": ["x"]}]"#, #""container_name": "x", "mac_address": "02:42:ac:11:00:03""#,
  ])
  func `what stays within the stack is fine`(fields: String) throws {
    #expect(try inService(fields).isEmpty)
  }

  @Test(arguments: [
    #"{"type": "bind", "source": "/", "target": "/host"}"#, #"{"type": "bind", "source": "/w", "target": "/x"}"#,
    #"{"type": "bind", "source": "/w/checkout/../../etc", "target": "/x"}"#,
    #"{"type": "bind", "source": "/{/../run/docker.sock", "target": "/x"}"#,
    #"{"type": "bind", "source": "/w/checkout-other", "target": "/x"}"#,
    #"{"type": "bind", "source": "C:/x", "target": "/x"}"#, #"{"type": "bind", "target": "/x"}"#,
    #"{"type": "bind", "source": "/etc/localtime", "target": "/l"}"#,
    #"{"type": "bind", "source": "/w/checkout/a", "target": "/x", "bind": {"propagation": "rshared"}}"#,
    #"{"type": "bind", "source": "/w/checkout/a", "target": "/x", "new": 1}"#,
    #"{"type": "npipe", "source": "x", "target": "/x"}"#, #"{"type": "image", "source": "x", "target": "/x"}"#,
    #"{"type": "cluster", "source": "x", "target": "/x"}"#, #"{"source": "/etc", "target": "/x"}"#,
    #"{"type": "volume", "source": "other", "target": "/x"}"#,
    #"{"type": "volume", "source": "data", "target": "/x", "volume": {"new": 1}}"#, #""/etc:/x""#,
  ])
  func `a mount from elsewhere is a danger, however it is spelled`(mount: String) throws {
    let found = try inService(#""volumes": [\#(mount)]"#, more: #", "volumes": {"data": {"name": "shop_data"}}"#)
    #expect(found.map(\.path) == ["services.web.volumes"], "\(found)")
  }

  @Test func `the stack's own paths, volumes and memory are fine`() throws {
    let found = try inService(
      """
      "volumes": [{"type": "bind", "source": "/w/checkout", "target": "/a", "read_only": true, "bind": {"selinux": "z"}},
        {"type": "bind", "source": "/w/files/x/y", "target": "/b", "bind": {"create_host_path": true}},
        {"type": "bind", "source": "/etc/localtime", "target": "/l", "read_only": true},
        {"type": "volume", "source": "data", "target": "/d", "volume": {"nocopy": true}},
        {"type": "volume", "target": "/e"}, {"type": "tmpfs", "target": "/t", "tmpfs": {"size": "5"}}]
      """,
      more: #"""
        , "volumes": {"data": {"name": "shop_data", "labels": {"a": "b"}, "driver": "local"},
          "memory": {"name": "shop_memory", "driver_opts": {"type": "tmpfs", "device": "tmpfs", "o": "size=100m,uid=1000,nosuid"}}},
          "configs": {"a": {"name": "shop_a", "content": "$$x"}, "b": {"name": "shop_b", "file": "/w/checkout/b"}},
          "secrets": {"s": {"name": "shop_s", "file": "/w/files/s"}}, "x-anything": {"privileged": true}
        """#)
    #expect(found.isEmpty, "\(found)")
  }

  @Test(arguments: [
    (#"{"type": "bind", "source": "/w/checkout/a", "target": "/a"}"#, 1),
    // As Compose reads `:ro,rw`.
    (#"{"type": "bind", "source": "/w/checkout/a", "target": "/a", "bind": {}}"#, 1),
    (#"{"type": "bind", "source": "/w/checkout/a", "target": "/a", "read_only": true}"#, 0),
    (#"{"type": "bind", "source": "/w/checkout/ab", "target": "/a"}"#, 0),
    (#"{"type": "bind", "source": "/w/files/a", "target": "/a"}"#, 1),
  ])
  func `what lies in a folder that containers write to can be led elsewhere`(outer: String, count: Int) throws {
    let found = try inService(
      #""volumes": [\#(outer), {"type": "bind", "source": "/w/checkout/a/b", "target": "/b"}]"#)
    #expect(found.count == count && found.allSatisfy { $0.reason.contains("led to any other") }, "\(found)")
  }

  @Test(arguments: [
    (#""volumes": {"a": {"name": "a", "external": true}}"#, "volumes.a.external"),
    (#""volumes": {"a": {"name": "other_data"}}"#, "volumes.a.name"),
    (#""volumes": {"a": {"name": "shop_a", "driver": "nfs"}}"#, "volumes.a.driver"),
    (#""volumes": {"a": {"driver_opts": {"type": "none", "o": "bind", "device": "/"}}}"#, "volumes.a.driver_opts"),
    (#""volumes": {"a": {"driver_opts": {"type": "tmpfs", "o": "bind", "device": "/"}}}"#, "volumes.a.driver_opts"),
    (#""volumes": {"a": {"driver_opts": {"type": "tmpfs", "o": "size=1,bind"}}}"#, "volumes.a.driver_opts"),
    (#""volumes": {"a": {"driver_opts": {"type": "tmpfs", "device": "/"}}}"#, "volumes.a.driver_opts"),
    (
      #""volumes": {"a": {"driver_opts": {"type": "nfs", "o": "addr=1.2.3.4", "device": ":/"}}}"#,
      "volumes.a.driver_opts"
    ),
    (#""volumes": {"a": {"new": 1}}"#, "volumes.a.new"),
    (#""secrets": {"s": {"name": "victim_dbpass", "file": "/w/checkout/empty"}}"#, "secrets.s.name"),
    (#""configs": {"s": {"name": "shop-other_s", "content": "x"}}"#, "configs.s.name"),
    (#""configs": {"a": {"file": "/etc/shadow"}}"#, "configs.a.file"),
    (#""secrets": {"a": {"external": true}}"#, "secrets.a.external"),
    (#""secrets": {"a": {"environment": "HOME"}}"#, "secrets.a.environment"),
    (#""configs": {"a": {"content": "x", "template_driver": "golang"}}"#, "configs.a.template_driver"),
    (#""models": {"m": {"model": "x"}}"#, "models"), (#""include": ["x"]"#, "include"),
  ])
  func `what belongs to others is found`(section: String, path: String) throws {
    #expect(try dangers(#"{"services": {"web": {"image": "x"}}, \#(section)}"#).map(\.path) == [path])
  }

  @Test func `another stack's name is a danger`() throws {
    #expect(try dangers(#"{"name": "other", "services": {"web": {"image": "x"}}}"#).map(\.path) == ["name"])
  }

  @Test func `a variable that nobody has put in is a danger, and a dollar sign is none`() throws {
    #expect(try inService(#""environment": {"A": "$HOME"}"#).map(\.path) == ["services.web.environment.A"])
    #expect(try inService(#""environment": {"A": "a$$$$b$$c"}"#).isEmpty)
    #expect(try inService(#""environment": {"A": "$$$x"}"#).count == 1)
  }

  @Test func `a danger keeps the line where it stands in the user's text`() throws {
    let text = "services:\n  web:\n    image: x\n    volumes:\n      - ./a:/a\n      - /etc:/etc\n    pid: host\n"
    let model = try StackModel(
      json: Data(
        #"""
        {"services": {"web-ab": {"image": "x", "pid": "host", "volumes": [{"type": "bind", "source": "/w/checkout/a", "target": "/a"},
          {"type": "bind", "source": "/etc", "target": "/etc"}]}, "other": {"image": "x", "pid": "host"}}}
        """#.utf8))
    let found = ComposeJudge.dangers(in: model.root, own: Self.own, lines: ComposeLines(text, suffix: "ab"))
    #expect(found.map(\.line) == [nil, 7, 6], "\(found)")
    #expect(found[2].sentence == "line 6: services.web-ab.volumes mounts /etc of the host")
  }
}
