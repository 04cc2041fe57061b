import SlipwayCore

/// Ends what runs on another machine, by the marks in its environment.
enum RemoteProcesses {
  /// Asks every process with the mark, and its group, to end; kills after the grace who has not, and waits until they are gone.
  /// - Parameter grace: between SIGTERM and SIGKILL.
  static func ending(_ mark: ProcessMark, after grace: Duration) -> Command {
    // The script is ours and never changes; the mark is its argument.
    var command = Command(["/bin/sh", "-c", script, "sh", "\(mark.name)=\(mark.value)", "\(tenths(grace))"])
    command.deadline = grace + .seconds(8)
    return command
  }

  private static func tenths(_ time: Duration) -> Int { max(1, Int(time.inSeconds * 10)) }

  private static let script = """
    each() {
      n=0
      for f in $(grep -lzxF -e "$1" /proc/[0-9]*/environ 2>/dev/null); do
        p=${f#/proc/}; p=${p%/environ}
        [ "$p" != "$$" ] || continue
        n=1
        [ -z "$2" ] || { kill -s "$2" -- "-$p"; kill -s "$2" "$p"; } 2>/dev/null
      done
      [ $n = 1 ]
    }
    each "$1" TERM || exit 0
    i=0
    while [ $i -lt "$2" ] && each "$1" ''; do sleep 0.1; i=$((i + 1)); done
    each "$1" KILL
    i=0
    while [ $i -lt 20 ] && each "$1" ''; do sleep 0.05; i=$((i + 1)); done
    exit 0
    """
}
