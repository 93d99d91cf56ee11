"""What the reminders of the plan are called; a medicine is called by its nickname."""

TITLES = {
    "sore:hour": "On your feet",
    "sore:position": "Change of position",
    "sore:check-in": "Check-in",
    "sore:card": "Emergency card",
    "sore:first": "First question",
    "sore:verdict": "How it was",
    "sore:visit": "Appointment",
    "sore:walk": "Walk",
    "sore:strength": "Strength",
}
