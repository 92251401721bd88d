#!/usr/bin/env python3
"""Asks a running server many questions and prints how long it took: p50, p95, p99 and the rate.

    python3 src/bench/load.py http://localhost:8080 --questions 2000 --clients 1

Standard library only. The questions are those of src/evaluation/questions/answerable.jsonl, in turn; each client has one
connection and asks again as soon as it was answered.
"""
import argparse
import http.client
import json
import pathlib
import threading
import time
import urllib.parse


def main():
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("url")
    parser.add_argument("--questions", type=int, default=2000)
    parser.add_argument("--clients", type=int, default=1)
    parser.add_argument("--warmup", type=int, default=300)
    options = parser.parse_args()
    file = pathlib.Path(__file__).parent.parent / "evaluation" / "questions" / "answerable.jsonl"
    texts = [json.loads(line)["question"] for line in file.read_text(encoding="utf-8").splitlines()]
    run(options.url, texts, options.warmup, 1)
    started = time.perf_counter()
    times = sorted(run(options.url, texts, options.questions, options.clients))
    took = time.perf_counter() - started
    at = lambda share: times[min(len(times) - 1, int(share * len(times)))] * 1000
    print(f"{len(times)} questions, {options.clients} client(s): p50 {at(.5):.1f} ms, p95 {at(.95):.1f} ms, "
          f"p99 {at(.99):.1f} ms, {len(times) / took:.0f} a second")


def run(url, texts, count, clients):
    address = urllib.parse.urlsplit(url)
    times, lock, numbers = [], threading.Lock(), iter(range(count))

    def client():
        connection = http.client.HTTPConnection(address.hostname, address.port, timeout=60)
        while True:
            with lock:
                number = next(numbers, None)
            if number is None:
                return
            body = json.dumps({"question": texts[number % len(texts)]})
            start = time.perf_counter()
            connection.request("POST", "/api/ask", body, {"Content-Type": "application/json"})
            response = connection.getresponse()
            response.read()
            if response.status != 200:
                raise SystemExit(f"status {response.status}")
            with lock:
                times.append(time.perf_counter() - start)

    threads = [threading.Thread(target=client) for _ in range(clients)]
    [thread.start() for thread in threads]
    [thread.join() for thread in threads]
    return times


if __name__ == "__main__":
    main()
