def test_simulate_writes_a_workspace_and_says_what_to_do_next(evalcap, tmp_path):
    answer = evalcap("simulate", tmp_path / "demo", "--programmes", "1", "--cycles", "1")
    assert answer.exit_code == 0
    assert "Made 3 simulated evaluations" in answer.stdout
    assert "evalcap build" in answer.stdout
    plans = sorted((tmp_path / "demo" / "studies").glob("*/study.toml"))
    assert len(plans) == 3
