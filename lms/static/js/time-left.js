// Time left: counted by a clock nobody can set, put right by every answer of the server, said calmly.
const root = document.querySelector("[data-attempt]");
const line = root.querySelector("[data-seconds-left]");
const language = document.documentElement.lang;
const minutesIn = new Intl.NumberFormat(language, { style: "unit", unit: "minute", unitDisplay: "long" });
let ends = 0, told = 0, beat = 0;

const tick = () => {
  const minutes = Math.ceil((ends - performance.now()) / 60000);
  if (minutes <= 0) {
    clearInterval(beat);
    root.dispatchEvent(new Event("time-up"));
  } else if (minutes !== told) {
    told = minutes;
    line.querySelector("[data-time]").textContent = line.dataset.words.replace("{time}", minutesIn.format(minutes));
    line.dataset.state = minutes <= 5 ? "soon" : "";
    if ([10, 5, 1].includes(minutes)) root.querySelector("[data-announce]").textContent = line.textContent.trim();
  }
};
const start = (seconds) => {
  clearInterval(beat);
  line.hidden = seconds === null;
  if (seconds === null) return;
  ends = performance.now() + seconds * 1000;
  beat = setInterval(tick, 1000);
};

if (line) {
  start(line.dataset.secondsLeft ? Number(line.dataset.secondsLeft) : null);
  root.addEventListener("time-left", (event) => start(event.detail));
}
