import Foundation
import SlipwayCore
import SlipwayStore
import SlipwayTesting
import Testing

@Suite struct DeploymentsTests {
  private let tenant = Tenant()
  private func at(_ seconds: Double) -> Date { Tenant.start.addingTimeInterval(seconds) }

  @Test func `a deployment keeps everything`() async throws {
    let store = try await tenant.store()
    var deployment = tenant.deployment("title ' $1")
    deployment.kind = .rollback
    deployment.commit = "abc"
    deployment.releaseID = ID("release")
    deployment.step = .build
    deployment.status = .error
    deployment.startedAt = at(1)
    deployment.finishedAt = at(2)
    deployment.isCancelRequested = true
    deployment.errorMessage = "It failed."
    deployment.evidence = Evidence(
      step: .build, summary: "s", advice: "a", exitCode: 137, isOutOfMemory: true, dockerMessage: "m",
      containerLog: ["one", "two"], changes: [.init(field: "env", before: nil, after: "x")], isPreviousServing: true)
    let full = deployment
    try await store.write { tx throws in
      try tx.deployments.insert(full)
      #expect(try tx.deployments.one(full.id) == full)
    }
  }

  @Test func `evidence is sealed: it may hold any secret that a container printed`() async throws {
    let path = try temporaryPath("slipway.sqlite")
    let store = try await Store.open(path: path, secrets: testSecrets())
    var deployment = tenant.deployment()
    deployment.evidence = Evidence(step: .start, summary: "s", containerLog: ["canary-of-a-container"])
    let (tenant, full) = (tenant, deployment)
    try await store.write { tx throws in
      try tenant.insert(tx)
      try tx.deployments.insert(full)
    }
    try store.close()
    let bytes = try Data(contentsOf: URL(fileURLWithPath: path))
    #expect(bytes.firstRange(of: Data("canary-of-a-container".utf8)) == nil)
  }

  @Test func `those of the same moment are still newest first`() async throws {
    let store = try await tenant.store()
    let tenant = tenant
    try await store.write { tx throws in
      for number in 0..<20 { try tx.deployments.insert(tenant.deployment("\(number)")) }
      let titles = try tx.deployments.all(of: tenant.application.id, limit: 3).map(\.title)
      #expect(titles == ["19", "18", "17"])
      #expect(try tx.deployments.latest(of: tenant.application.id)?.title == "19")
      #expect(try tx.deployments.queued(of: tenant.application.id).map(\.title).prefix(2) == ["0", "1"])
      #expect(try tx.deployments.recent(in: tenant.organization.id, limit: 1).map(\.title) == ["19"])
      #expect(try tx.deployments.latest(of: ID("nothing")) == nil)
    }
  }

  @Test func `every move is compared with where it stands`() async throws {
    let store = try await tenant.store()
    let tenant = tenant
    for from in DeploymentStatus.allCases {
      for to in DeploymentStatus.allCases {
        try await store.write { tx throws in
          var deployment = tenant.deployment()
          deployment.status = from
          try tx.deployments.insert(deployment)
          let now = Tenant.start.addingTimeInterval(5)
          if from.next.contains(to) {
            #expect(try tx.deployments.move(deployment.id, from: [from], to: to, now: now))
            #expect(try tx.deployments.one(deployment.id).status == to)
          } else {
            #expect(throws: SlipwayError.self) {
              try tx.deployments.move(deployment.id, from: [from], to: to, now: now)
            }
            #expect(try tx.deployments.one(deployment.id).status == from)
          }
        }
      }
    }
  }

  @Test func `only one of many finishes it`() async throws {
    let store = try await tenant.store()
    let deployment = tenant.deployment()
    try await store.write { tx throws in
      try tx.deployments.insert(deployment)
      #expect(try tx.deployments.move(deployment.id, from: [.queued], to: .running, now: Tenant.start))
      #expect(try !tx.deployments.move(deployment.id, from: [.queued], to: .running, now: Tenant.start))
      #expect(try !tx.deployments.move(ID("nothing"), from: [.queued], to: .running, now: Tenant.start))
    }
    let wins = try await withThrowingTaskGroup(of: Bool.self) { group in
      for number in 0..<20 {
        let status: DeploymentStatus = number.isMultiple(of: 2) ? .done : .error
        group.addTask {
          try await store.write {
            try $0.deployments.finish(
              deployment.id, status: status, errorMessage: "\(number)", evidence: nil, now: Tenant.start)
          }
        }
      }
      return try await group.reduce(into: 0) { $0 += $1 ? 1 : 0 }
    }
    #expect(wins == 1)
    await #expect(throws: SlipwayError.self) {
      try await store.write { try $0.deployments.finish(deployment.id, status: .running, now: Tenant.start) }
    }
  }

  @Test func `times and steps follow the moves`() async throws {
    let store = try await tenant.store()
    let deployment = tenant.deployment()
    let (one, two, three, four) = (at(1), at(2), at(3), at(4))
    try await store.write { tx throws in
      let deployments = tx.deployments
      try deployments.insert(deployment)
      #expect(try deployments.steps(of: deployment.id) == [.init(step: .queue, startedAt: Tenant.start)])
      #expect(try deployments.move(deployment.id, from: [.queued], to: .running, now: one))
      try deployments.setStep(deployment.id, .source, now: one)
      try deployments.setStep(deployment.id, .build, now: two)
      #expect(try deployments.one(deployment.id).step == .build)
      let evidence = Evidence(step: .build, summary: "s")
      #expect(
        try deployments.finish(
          deployment.id, status: .error, errorMessage: "e", evidence: evidence, now: three))
      let stored = try deployments.one(deployment.id)
      #expect(stored.startedAt == one && stored.finishedAt == three && stored.errorMessage == "e")
      #expect(stored.evidence == evidence)
      #expect(
        try deployments.steps(of: deployment.id) == [
          .init(step: .queue, startedAt: Tenant.start, finishedAt: one),
          .init(step: .source, startedAt: one, finishedAt: two),
          .init(step: .build, startedAt: two, finishedAt: three),
        ])
      #expect(throws: SlipwayError.self) { try deployments.setStep(ID("nothing"), .build, now: four) }
    }
  }

  @Test func `going back to the queue begins anew`() async throws {
    let store = try await tenant.store()
    let deployment = tenant.deployment()
    let (one, two) = (at(1), at(2))
    try await store.write { tx throws in
      try tx.deployments.insert(deployment)
      #expect(try tx.deployments.move(deployment.id, from: [.queued], to: .running, now: one))
      try tx.deployments.setStep(deployment.id, .verify, now: one)
      #expect(try tx.deployments.move(deployment.id, from: [.running], to: .queued, now: two))
      let stored = try tx.deployments.one(deployment.id)
      #expect(stored.startedAt == nil && stored.step == nil)
      #expect(try tx.deployments.steps(of: deployment.id) == [.init(step: .queue, startedAt: two)])
    }
  }

  @Test func `an update cannot move it`() async throws {
    let store = try await tenant.store()
    let deployment = tenant.deployment()
    try await store.write { tx throws in
      try tx.deployments.insert(deployment)
      var changed = deployment
      changed.status = .done
      changed.title = "new"
      try tx.deployments.update(changed)
      #expect(try tx.deployments.one(deployment.id).status == .queued)
      #expect(try tx.deployments.one(deployment.id).title == "new")
    }
  }

  @Test func `a commit is written without losing the rest`() async throws {
    let store = try await tenant.store()
    let deployment = tenant.deployment("typed")
    try await store.write { tx throws in
      try tx.deployments.insert(deployment)
      try tx.deployments.setCommit(deployment.id, commit: "abc", title: nil, description: "Commit: abc")
      let stored = try tx.deployments.one(deployment.id)
      #expect(stored.commit == "abc" && stored.title == "typed" && stored.description == "Commit: abc")
    }
  }

  @Test func `a cancel can be asked for until it ended`() async throws {
    let store = try await tenant.store()
    let (deployment, tenant) = (tenant.deployment(), tenant)
    try await store.write { tx throws in
      try tx.deployments.insert(deployment)
      #expect(try tx.deployments.active(of: tenant.application.id) == [deployment])
      #expect(try tx.deployments.allActive(in: tenant.organization.id) == [deployment])
      #expect(try tx.deployments.requestCancel(deployment.id))
      #expect(try tx.deployments.one(deployment.id).isCancelRequested)
      #expect(try tx.deployments.finish(deployment.id, status: .cancelled, now: Tenant.start))
      #expect(try !tx.deployments.requestCancel(deployment.id))
      #expect(try tx.deployments.active(of: tenant.application.id).isEmpty)
      #expect(try tx.deployments.allActive(in: tenant.organization.id).isEmpty)
    }
  }

  @Test func `trimming keeps the newest, the active and those of good releases`() async throws {
    let store = try await tenant.store()
    let tenant = tenant
    try await store.write { tx throws in
      var ids: [ID<Deployment>] = []
      for number in 0..<10 {
        var deployment = tenant.deployment("\(number)")
        deployment.status = number == 3 ? .running : .done
        try tx.deployments.insert(deployment)
        try tx.deploymentLogs.append(deployment.id, text: "x\n", lines: 1, now: Tenant.start)
        let states: [Int: Release.State] = [0: .current, 1: .previous, 2: .failed, 4: .candidate]
        if let state = states[number] { try tx.releases.insert(tenant.release(of: deployment, state: state)) }
        ids.append(deployment.id)
      }
      let removed = try tx.deployments.trim(tenant.application.id, keep: 4)
      #expect(Set(removed) == [ids[2], ids[4], ids[5]])
      #expect(try tx.deploymentLogs.byteCount(of: ids[2]) == 0)
      #expect(try tx.deployments.all(of: tenant.application.id, limit: 50).count == 7)
    }
  }
}
