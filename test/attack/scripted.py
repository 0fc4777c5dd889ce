def attack(*a): pass
