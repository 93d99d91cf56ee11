// The countdown of the page: it reads its cues from the page, and asks nothing of anybody else.
"use strict";
(() => {
  const timer = document.querySelector(".timer");
  const answer = document.querySelector(".done a.button");
  if (answer) {
    answer.addEventListener("click", () => {
      document.querySelector(".told").textContent =
        "Asked your desktop to pass it on. If that notice is over, nothing happens.";
    });
  }
  if (!timer) return;

  const part = (name) => timer.querySelector("." + name);
  const [cue, count, clock, said] = ["cue", "count", "clock", "said"].map(part);
  const [go, again, sound] = ["go", "again", "sound"].map(part);
  const bar = timer.querySelector("progress");
  const cues = JSON.parse(timer.dataset.cues);
  const starts = cues.map((_, at) => cues.slice(0, at).reduce((sum, [, seconds]) => sum + seconds, 0));
  const whole = starts.at(-1) + cues.at(-1)[1];
  const quietFor = 4; // seconds at least between two things said aloud

  let passed = 0; // seconds of the countdown behind us
  let since = null; // when it was last let run, on the page's clock; null while it stands
  let current = -1;
  let lastSaid = -Infinity;
  let beat = 0;

  const now = () => performance.now() / 1000;
  const at = () => Math.min(passed + (since === null ? 0 : now() - since), whole);
  const spoken = (seconds) =>
    `${Math.floor(seconds / 60)}:${String(seconds % 60).padStart(2, "0")}`;

  const say = (words, always) => {
    if (!always && at() - lastSaid < quietFor) return;
    lastSaid = at();
    said.textContent = words;
  };

  // --- sound: a soft tone at each cue, off until it is asked for ---
  let voice = null;
  const remembered = () => { try { return localStorage.getItem("sound"); } catch { return null; } };
  const remember = (on) => { try { localStorage.setItem("sound", on); } catch { /* not kept */ } };
  let loud = remembered() === "on";
  const showSound = () => {
    sound.setAttribute("aria-pressed", String(loud));
  };
  const tone = (high) => {
    if (!loud) return;
    voice = voice || new AudioContext();
    const note = voice.createOscillator();
    const level = voice.createGain();
    note.frequency.value = high ? 523 : 392;
    level.gain.setValueAtTime(0, voice.currentTime);
    level.gain.linearRampToValueAtTime(0.12, voice.currentTime + 0.04);
    level.gain.exponentialRampToValueAtTime(0.001, voice.currentTime + 0.6);
    note.connect(level).connect(voice.destination);
    note.start();
    note.stop(voice.currentTime + 0.65);
  };

  const enter = (place) => {
    current = place;
    const [word, seconds, number] = cues[place];
    cue.textContent = word;
    count.textContent = number;
    const announced = [word, number, `${seconds} seconds`].filter(Boolean).join(", ");
    if (since !== null) {
      say(announced, place === 0);
      tone(word !== "Release" && word !== "Rest");
    }
  };

  const finish = () => {
    passed = whole;
    since = null;
    clearInterval(beat);
    current = cues.length;
    cue.textContent = "That was it";
    count.textContent = "";
    clock.textContent = "0:00";
    go.textContent = "Start";
    say("That was it.", true);
    tone(true);
  };

  const draw = () => {
    const here = at();
    bar.value = here;
    if (here >= whole) { finish(); return; }
    const place = starts.findLastIndex((start) => start <= here);
    if (place !== current) enter(place);
    clock.textContent = spoken(Math.ceil(starts[place] + cues[place][1] - here));
  };

  const run = () => {
    if (at() >= whole) reset();
    since = now();
    go.textContent = "Pause";
    say(passed ? "Going on." : "Started.", true);
    current = -1;
    lastSaid = passed ? at() : -Infinity;
    beat = setInterval(draw, 200);
    draw();
  };

  const pause = () => {
    passed = at();
    since = null;
    clearInterval(beat);
    go.textContent = "Go on";
    say("Paused.", true);
    draw();
  };

  const reset = () => {
    clearInterval(beat);
    passed = 0;
    since = null;
    current = -1;
    lastSaid = -Infinity;
    go.textContent = "Start";
    draw();
  };

  go.addEventListener("click", () => (since === null ? run() : pause()));
  again.addEventListener("click", () => { reset(); run(); });
  sound.addEventListener("click", () => {
    loud = !loud;
    remember(loud ? "on" : "off");
    showSound();
    tone(true);
  });
  document.addEventListener("visibilitychange", () => { if (since !== null) draw(); });

  bar.max = whole;
  showSound();
  reset();
  timer.hidden = false;
  document.querySelector(".unscripted").remove();
})();
