import CAttempts
import Glibc
import Sandbox

// Confines itself as one of the programs does, tries one thing, and says what came of it.
//
//   SandboxProbe PROFILE ATTEMPT [PLACE [PORT [READ WRITTEN ALLOWED]]]
//
// Serving, READ is a folder that may be read, WRITTEN one where files and sockets may be made, ALLOWED the port to listen
// on. It prints 0 if it could, -2 for a call that this processor has not, else the error's number. An attempt that is killed prints nothing.

let arguments = CommandLine.arguments + Array(repeating: "", count: 8)
let (profile, attempt, place) = (arguments[1], arguments[2], arguments[3])
let port = Int32(arguments[4]) ?? 0
switch profile {
case "none": break
case "offline": try Confinement.goOffline()
case "offline-programs": try Confinement.goOffline(needing: [.programs])
case "offline-sockets": try Confinement.goOffline(needing: [.localSockets])
case "starting", "serving":
    let isOffered = Confinement.guardsFiles
    let isGuarded = try Confinement.serve(
        Confinement.Places(
            read: [arguments[5]], written: [arguments[6]], sockets: [arguments[6]], port: Int(arguments[7])))
    precondition(isGuarded == isOffered)
    if profile == "serving" { try Confinement.listenNoMore() }
default: fatalError("no such profile")
}
let result = unsafe fh_attempt(attempt, place, port)
precondition(result != -1, "no such attempt")
let line = Array("\(result)\n".utf8)
_ = unsafe write(1, line, line.count)
