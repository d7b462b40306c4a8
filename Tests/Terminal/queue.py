"""What reading every case costs, the first time and later: a table of seconds and MiB. Nothing in it is a test.

    queue.py FOLDER PROGRAMS [BASE]   FOLDER was made by the test `an organization with many cases` (Tests/Terminal/queue.sh);
                                      PROGRAMS and BASE are folders of release programs, and BASE is compared with

The passphrase costs an Argon2id run, so what is shown is beside the same command at a vault without a case. Both programs take
turns, so that whatever else the machine does falls on both; of several runs (RUNS, else 3) the fastest counts.
"""

import os, shutil, sqlite3, subprocess, sys, tempfile, time

POLICIES = os.path.join(os.path.dirname(os.path.abspath(__file__)), "../../Policies")
RUNS = int(os.environ.get("RUNS", "3"))
# What is run, whether with what the run before it kept, and by whom.
ROWS = [
    ("inbox", False, "review", ["inbox"]),
    ("inbox", True, "review", ["inbox"]),
    ("inbox --json", True, "review", ["inbox", "--json"]),
    ("export", False, "publish", ["export", "--use", "website", "--format", "json", "--to"]),
    ("export", True, "publish", ["export", "--use", "website", "--format", "json", "--to"]),
    ("watch", False, "publish", ["watch"]),
    ("watch", True, "publish", ["watch"]),
    ("retractions", True, "publish", ["retractions"]),
]


class Bench:
    def __init__(self, folder, place):
        self.folder, self.place = folder, place
        self.empty = place + "/empty.sqlite"
        vault = folder + "/vault.sqlite"
        with sqlite3.connect(vault) as full, sqlite3.connect(self.empty) as none:
            none.execute("PRAGMA page_size = 4096")
            none.execute("PRAGMA application_id = 0x46487631")
            for (schema,) in full.execute("SELECT sql FROM sqlite_schema WHERE sql IS NOT NULL"):
                none.execute(schema)
            for row in full.execute("SELECT identifier FROM grdb_migrations"):
                none.execute("INSERT INTO grdb_migrations VALUES (?)", row)
            self.cases = full.execute("SELECT count(DISTINCT case_id) FROM statements").fetchone()[0]
        os.chmod(self.empty, 0o600)
        print(f"{self.cases} cases, {os.path.getsize(vault) >> 20} MiB, {os.cpu_count()} cores")

    def run(self, programs, vault, state, who, words):
        """Wall seconds, processor seconds and the most MiB of one run."""
        out = []
        if words[-1] == "--to":
            out = [state + "/export"]
            shutil.rmtree(out[0], ignore_errors=True)
        key = "ana" if who == "review" else "press"
        read, write = os.pipe()
        os.write(write, b"correct horse battery staple\n")
        os.close(write)
        begin = time.monotonic()
        process = subprocess.Popen(
            [f"{programs}/firsthand-{who}", *words, *out, "--vault", vault, "--keys", self.folder + "/keys", "--steward",
             self.folder + "/steward.pub", "--policies", POLICIES, "--state", state, "--key",
             f"{self.folder}/secret/{key}.secret", "--passphrase-fd", str(read)],
            pass_fds=[read], stdout=open(self.place + "/out", "w"), stderr=open(self.place + "/errors", "w"))
        os.close(read)
        _, status, used = os.wait4(process.pid, 0)
        seconds = time.monotonic() - begin
        if status != 0:
            sys.exit(f"{words}: {open(self.place + '/errors').read()[-2000:]}")
        return seconds, used.ru_utime + used.ru_stime, used.ru_maxrss / 1024

    def measure(self, programs, who, words, later, runs):
        """The fastest of some runs beside an empty vault: seconds, processor seconds; and the most MiB."""
        state = f"{self.place}/state-{abs(hash(programs))}-{who}"
        least, none = [], []
        for _ in range(runs):
            none.append(self.run(programs, self.empty, self.place + "/state-none", who, words))
            if not later:
                shutil.rmtree(state, ignore_errors=True)
            least.append(self.run(programs, self.folder + "/vault.sqlite", state, who, words))
        beside = [min(r[i] for r in least) - min(r[i] for r in none) for i in (0, 1)]
        return beside[0], beside[1], max(r[2] for r in least), least


def main(folder, *programs):
    with tempfile.TemporaryDirectory(dir=os.environ.get("TMPDIR", "/tmp")) as place:
        bench = Bench(os.path.abspath(folder), place)
        print(f"{'':22} {'':6} {'seconds':>9} {'CPU':>8} {'ms a case':>10} {'MiB':>6}")
        for name, later, who, words in ROWS:
            only = os.environ.get("ROWS")
            if only and name not in only.split(","):
                continue
            found = []
            for index, place in enumerate(programs):
                found.append(bench.measure(os.path.abspath(place), who, words, later, RUNS))
                seconds, cpu, memory, _ = found[-1]
                title = f"{name}, {'later' if later else 'first'}" if index == 0 else ""
                print(
                    f"{title:22} {['new', 'base'][index]:6} {seconds:9.3f} {cpu:8.3f} {1000 * seconds / bench.cases:10.4f}"
                    f" {memory:6.0f}", flush=True)
            if len(found) == 2:
                print(f"{'':22} {'ratio':6} {found[0][0] / found[1][0]:9.3f} {found[0][1] / found[1][1]:8.3f}")


main(*sys.argv[1:])
