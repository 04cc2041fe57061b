import ArgumentParser

@main struct Slipway: ParsableCommand {}
