"""What the suites of the client share: checks that are counted, and how they end."""
import subprocess
import sys

passed = failed = 0


def check(name, good, detail=""):
    global passed, failed
    passed, failed = passed + bool(good), failed + (not good)
    if not good:
        print(f"not ok: {name} {str(detail)[:3000]}".rstrip(), flush=True)
    return bool(good)


def psql(*statements, database, user=None):
    """Each statement by itself; what they print."""
    done = subprocess.run(["psql", "-XqAt", "-v", "ON_ERROR_STOP=1", "-d", database, *(("-U", user) if user else ())], input=";\n".join(statements), text=True, capture_output=True)
    if done.returncode:
        raise RuntimeError(f"{statements}: {done.stderr}")
    return done.stdout


def end():
    print(f"{passed} passed, {failed} failed")
    sys.exit(failed > 0)
