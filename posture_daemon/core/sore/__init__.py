"""What the service does while a back is sore: the plan, warmth and cold, the diary, medicines."""
