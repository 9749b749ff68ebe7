/** The few sentences that only exist when scripts run, in the language of the page. */
const sentences = {
  nl: {
    kept: "Wat je schreef, staat er nog.",
    restart: "Begin opnieuw",
    offline: "Er is nu geen verbinding. Wat je schreef, staat op dit toestel. Tik nog eens als je weer bereik hebt.",
    stay: "Laat deze pagina open, dan blijft ook je foto.",
    busy: "Even wachten…",
    record: "Neem je stem op",
    stop: "Stop met opnemen",
    recordAgain: "Neem het opnieuw op",
    roundOff: "Rond het rustig af.",
    listening: "We luisteren. Praat maar, je kunt straks terugluisteren.",
    recorded: "Opgenomen. Luister het gerust terug.",
    noMicrophone: "We kunnen de microfoon niet gebruiken. Kies een geluidsbestand, of schrijf het op.",
    myVoice: "mijn-verhaal",
    longVoice: "Deze opname is te lang. Hou het onder ongeveer vijf minuten, of vertel de rest in woorden.",
    largePhoto: "Deze foto is te groot om mee te sturen. Kies een kleinere foto, hoogstens 10 MB.",
    chosen: (n: number) => `${n} gekozen`,
    left: (amount: string) => `${amount} over`,
    morePot: "meer dan de pot, dat mag",
    points: (used: number, max: number) => `${used} van ${max} punten gegeven`,
    noFit: (amount: string) => `Dit past er niet meer bij: ${amount} te veel. Haal eerst iets anders eraf.`,
    tooMuch: (amount: string) => `Past er nu niet bij: ${amount} te veel.`,
    overMoney: (amount: string) => `Dit is ${amount} meer dan er in de pot zit. Haal er iets af.`,
    overCount: (max: number) => `Je kunt er hoogstens ${max} kiezen. Haal er een af.`,
    overPoints: (max: number) => `Je hebt hoogstens ${max} punten. Haal er iets af.`,
  },
  en: {
    kept: "What you wrote is still here.",
    restart: "Start again",
    offline: "There is no connection now. What you wrote is on this device. Tap again when you are back online.",
    stay: "Leave this page open, then your photo stays too.",
    busy: "One moment…",
    record: "Record your voice",
    stop: "Stop recording",
    recordAgain: "Record it again",
    roundOff: "Time to round off.",
    listening: "We are listening. Just talk, you can hear it afterwards.",
    recorded: "Recorded. Listen to it if you like.",
    noMicrophone: "We can't use the microphone. Choose a sound file, or write it down.",
    myVoice: "my-story",
    longVoice: "This recording is too long. Keep it under about five minutes, or tell the rest in words.",
    largePhoto: "This photo is too large to send along. Choose a smaller one, of at most 10 MB.",
    chosen: (n: number) => `${n} chosen`,
    left: (amount: string) => `${amount} left`,
    morePot: "more than the pot, that is fine",
    points: (used: number, max: number) => `${used} of ${max} points given`,
    noFit: (amount: string) => `This does not fit any more: ${amount} too much. Take something else off first.`,
    tooMuch: (amount: string) => `Does not fit now: ${amount} too much.`,
    overMoney: (amount: string) => `This is ${amount} more than there is in the pot. Take something off.`,
    overCount: (max: number) => `You can choose at most ${max}. Take one off.`,
    overPoints: (max: number) => `You have at most ${max} points. Take something off.`,
  },
};

/** The sentences in the language of this page; Dutch unless it says English. */
export function words() {
  return document.documentElement.lang.startsWith("en") ? sentences.en : sentences.nl;
}

/** Cents as people write them: € 1.500 or € 1.500,50 in Dutch, € 1,500 or € 1,500.50 in English. */
export function euros(cents: number): string {
  const [group, point] = document.documentElement.lang.startsWith("en") ? [",", "."] : [".", ","];
  const whole = String(Math.floor(Math.abs(cents) / 100)).replace(/\B(?=(\d{3})+$)/g, group);
  const rest = Math.abs(cents) % 100;
  return `${cents < 0 ? "-" : ""}€\u00a0${whole}${rest ? `${point}${String(rest).padStart(2, "0")}` : ""}`;
}
