import SlipwayCore

/// Ends what runs on another machine, by the marks in its environment.
enum RemoteProcesses {
  /// Asks every process with the mark, and its group, to end; kills after the grace who has not, and waits until they are gone.
  /// - Parameter grace: between SIGTERM and SIGKILL; of a terminal's programs it is a short one of its own.
  static func ending(_ mark: ProcessMark, after grace: Duration) -> Command {
    // The scripts are ours and never change; the mark is their argument.
    guard mark.name != TerminalProcesses.variable else {
      var command = Command(["/bin/sh", "-c", hangingUp, "sh", "\(mark.name)=\(mark.value)"])
      command.deadline = .seconds(10)
      return command
    }
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

  /// As ``TerminalProcesses`` does here: with all of their sessions, because sudo, for one, changes the environment; hung up
  /// on, and killed after half a second. A session that was found once counts until the end.
  private static let hangingUp = """
    session() {
      s=
      read -r l 2>/dev/null <"/proc/$1/stat" || return 1
      set -- ${l##*) }
      case $1 in Z|X) return 1;; esac
      s=$4
    }
    session "$$"; own=$s; sessions=' '
    look() {
      all=
      for f in $(grep -lzxF -e "$1" /proc/[0-9]*/environ 2>/dev/null); do
        p=${f#/proc/}; p=${p%/environ}
        session "$p" || continue
        all="$all $p"
        case $s in 0|1|"$own") ;; *) sessions="$sessions$s ";; esac
      done
      for f in /proc/[0-9]*; do
        p=${f#/proc/}
        session "$p" || continue
        case $sessions in *" $s "*) all="$all $p";; esac
      done
      [ -n "$all" ]
    }
    look "$1" || exit 0
    kill -s HUP $all 2>/dev/null; kill -s CONT $all 2>/dev/null
    i=0
    while [ $i -lt 5 ] && look "$1"; do sleep 0.1; i=$((i + 1)); done
    i=0
    while [ $i -lt 30 ] && look "$1"; do kill -s KILL $all 2>/dev/null; sleep 0.05; i=$((i + 1)); done
    exit 0
    """
}
