"""Who works here: people added, moved and closed by an administrator, who never knows a password."""
