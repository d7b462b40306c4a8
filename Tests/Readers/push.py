"""Pushes the drafts of an export to a WordPress with firsthand-wordpress, and takes them back, as an editor would.

Usage: push.py SCRIPT EXPORT EXPECTED WORDPRESS SITE PASSWORD-FILE SCRATCH
"""
import json
import os
import subprocess
import sys

SCRIPT, EXPORT, EXPECTED, WORDPRESS, SITE, PASSWORD, SCRATCH = sys.argv[1:8]
HERE = os.path.dirname(os.path.abspath(__file__))
failures = []
login, posts, bin_ = f"{SCRATCH}/login", f"{SCRATCH}/posts", f"{SCRATCH}/bin"
for path in (login, posts):
    if os.path.exists(path):
        os.remove(path)


def check(holds, what):
    if not holds:
        failures.append(what)
        print(f"   NO  {what}", flush=True)


def write(path, text, mode=0o600):
    with open(path, "w", encoding="utf-8") as file:
        file.write(text)
    os.chmod(path, mode)


def verifier(verdict):
    """The exports of these tests have a key of their own and no keyring: the sums stand for the signature here."""
    os.makedirs(bin_, exist_ok=True)
    write(f"{bin_}/firsthand-publish", f'#!/bin/sh\n{verdict}\n', 0o755)


def run(*words, **more):
    answer = subprocess.run(
        [SCRIPT, *words, "--site", SITE, "--login", login, "--posts", posts], capture_output=True, text=True,
        env={"PATH": f"{bin_}:{os.environ['PATH']}", "HOME": SCRATCH}, **more)
    return answer.returncode, answer.stdout + answer.stderr


def shown(what="show", *more):
    answer = subprocess.run(
        ["php", "-d", "error_reporting=0", f"{HERE}/wordpress-posts.php", WORDPRESS, what, *more], capture_output=True, text=True, check=True)
    return json.loads(answer.stdout) if what == "show" else None


password = open(PASSWORD).read().strip()
account = f"machine 127.0.0.1 login editor password {password}\n"
stories = sorted(s["id"] for s in json.load(open(EXPECTED))["stories"])
verifier('cd "$2" && sha256sum --quiet -c SHA256SUMS')

write(login, account, 0o644)
check(run("push", EXPORT)[0] == 77 and not shown(), "a login that others may read is refused")
write(login, account.replace(password, "wrong"))
code, said = run("push", EXPORT)
check(code == 77 and "login" in said and not shown(), f"a wrong password: {code} {said}")
write(login, account)
verifier("exit 65")
check(run("push", EXPORT)[0] == 65 and not shown(), "an export that does not verify is not pushed")
verifier('cd "$2" && sha256sum --quiet -c SHA256SUMS')

code, said = run("push", EXPORT)
check(code == 0 and f"{len(stories)} new drafts, 0 with new words" in said, f"push: {code} {said}")
first = shown()
check([p["name"] for p in first] == [f"story-{s}" for s in stories], "every story is a post")
json.dump(first, open(f"{SCRATCH}/shown.json", "w"))
check(subprocess.run([sys.executable, f"{HERE}/wordpress.py", EXPECTED, f"{SCRATCH}/shown.json"]).returncode == 0, "the posts are the stories")
lines = [line.split() for line in open(posts)]
check({(s, int(p)) for s, p, _ in lines} == {(p["name"][6:], p["id"]) for p in first}, "the file names each post")
check(os.stat(posts).st_mode & 0o777 == 0o600, "only the editor may read that file")

code, said = run("push", EXPORT)
check(code == 0 and f"0 new drafts, 0 with new words, {len(stories)} as they were" in said, f"again: {said}")
# An answer that got lost: what was pushed is found by its name.
os.remove(posts)
code, said = run("push", EXPORT)
check(code == 0 and f"0 new drafts, {len(stories)} with new words" in said, f"after a lost answer: {code} {said}")
check([p["id"] for p in shown()] == [p["id"] for p in first], "no story came twice")

gone, renamed = stories[0], stories[1]
code, said = run("take-back", gone)
check(code == 0 and gone in said, f"take-back: {code} {said}")
check([p["id"] for p in shown()] == [p["id"] for p in first][1:], "that post is gone, and no other")
check(gone not in open(posts).read(), "and out of the file")
check(run("take-back", gone)[0] == 66, "a story that is nowhere is named as such")
# Somebody gave the post another name: it may hold other words by now.
shown("rename", renamed)
code, said = run("take-back", renamed)
check(code == 65 and "not named" in said, f"another name: {code} {said}")
check(renamed in open(posts).read(), "it stays in the file")
for bad in ("../../etc", "0f5be3b7d62a4c1", "'; drop"):
    check(run("take-back", bad)[0] == 64, f"no story: {bad}")
answer = subprocess.run([SCRIPT, "push", EXPORT, "--site", "http://stories.example", "--login", login, "--posts", posts], capture_output=True)
check(answer.returncode == 64, "no password goes out without TLS")
print(f"  yes  {len(stories)} drafts pushed over WordPress's REST API, found again, and one taken back", flush=True)
sys.exit(f"{len(failures)} failures" if failures else 0)
