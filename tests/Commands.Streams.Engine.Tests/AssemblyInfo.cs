// Fixtures keep what handlers saw in fields, so each test has a fixture of its own.
[assembly: FixtureLifeCycle(LifeCycle.InstancePerTestCase)]
