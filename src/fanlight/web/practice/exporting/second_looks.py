"""What of second looks and urgent tasks stands in no export, and why."""

LEFT_OUT = {
    "practice_SecondLook": "A row would set one worker's judgement beside another's: they are told together.",
    "practice_SecondLookRule": "Published with every earlier one on the page of second looks.",
    "practice_UrgentTask": "Open and closed ones stand on their page, for those who answer for them.",
    "practice_DutyDay": "The rota stands on its page.",
}
