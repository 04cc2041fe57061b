import SlipwayCompose
import SlipwayCore
import SlipwayEngine
import SlipwayStore

/// Something that is done with one service of a compose stack: written down with its job, then awaited.
enum ComposeServiceAction {
  case wish(isStopped: Bool)
  /// `nil` as the file says.
  case scale(Int?)
  case restart

  /// - Throws: ``SlipwayError`` `notFound` for a service that the stack does not run, `badRequest` for one that can run
  ///   once only, `conflict` while a deployment is at work.
  static func run(_ action: ComposeServiceAction, _ name: String, of id: ID<Deployable>, _ call: Call) async throws {
    let now = call.now()
    let (job, stack) = try await call.store.write { tx in
      var stack = try tx.composeStacks.one(id)
      guard let release = try tx.releases.current(of: id) else {
        throw SlipwayError(.preconditionFailed, "Nothing runs yet; deploy the stack first.")
      }
      guard let service = try StackFile.read(release).services[name] else { throw SlipwayError.notFound("Service") }
      if case .scale(let replicas?) = action, replicas > 1, let obstacle = try StackFile.read(release).once(name) {
        throw SlipwayError.invalid("replicas", "'\(name)' can run once only: \(obstacle)")
      }
      try change(&stack, action, name, service)
      try tx.composeStacks.update(stack)
      return (try StackServiceJob.enqueue(tx, stack, restarting: action.restarts ? name : nil, now: now), stack)
    }
    call.publish(.deployableChanged(id, stack.organizationID))
    try await ServiceActions.fulfil(job, call)
  }

  private var restarts: Bool { if case .restart = self { true } else { false } }

  private static func change(
    _ stack: inout ComposeStack, _ action: ComposeServiceAction, _ name: String, _ service: StackFile.Service
  ) throws {
    var wish = stack.settings.services[name] ?? StackSettings.Service()
    switch action {
    case .wish(let isStopped): wish.isStopped = isStopped
    case .scale(let replicas): wish.replicas = replicas == service.replicas ? nil : replicas
    case .restart: break
    }
    stack.settings.services[name] = wish == StackSettings.Service() ? nil : wish
  }
}
